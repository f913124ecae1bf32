package org.voice2text.bot.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.voice2text.model.live.FamilyCodec;

class PushedFamilyTest {
  private final AtomicInteger value = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  private Runnable duringTheRead = () -> {};
  private final Collector collector =
      () -> {
        reads.incrementAndGet();
        GaugeSnapshot read = snapshot(value.get());
        duringTheRead.run();
        return read;
      };
  private final PushedFamily family = new PushedFamily(collector);

  @Test
  void isReadAgainOnlyAfterItChanged() {
    byte[] first = family.encoded();
    assertThat(first).isEqualTo(FamilyCodec.encode(snapshot(0)));
    assertThat(family.encoded()).isSameAs(first);
    assertThat(reads).hasValue(1);

    value.set(1);
    family.changed();
    assertThat(family.encoded()).isEqualTo(FamilyCodec.encode(snapshot(1)));
    assertThat(reads).hasValue(2);
  }

  @Test
  void keepsItsArrayWhenTheSameWasRecordedAgain() {
    byte[] first = family.encoded();
    family.changed();
    assertThat(family.encoded()).isSameAs(first);
    assertThat(reads).hasValue(2);
  }

  @Test
  void whatIsRecordedWhileItIsReadIsNotLost() {
    duringTheRead =
        () -> {
          value.set(7);
          family.changed();
        };
    assertThat(family.encoded()).isEqualTo(FamilyCodec.encode(snapshot(0)));
    duringTheRead = () -> {};
    assertThat(family.encoded()).isEqualTo(FamilyCodec.encode(snapshot(7)));
  }

  @Test
  void isReadAgainAfterAFailure() {
    duringTheRead =
        () -> {
          throw new IllegalStateException("expected by the test");
        };
    assertThatIllegalStateException().isThrownBy(family::encoded);
    duringTheRead = () -> {};
    assertThat(family.encoded()).isEqualTo(FamilyCodec.encode(snapshot(0)));
  }

  @Test
  void isEmptyWithoutSeries() {
    assertThat(new PushedFamily(() -> GaugeSnapshot.builder().name("none").build()).encoded())
        .isEmpty();
  }

  private static GaugeSnapshot snapshot(int value) {
    return GaugeSnapshot.builder()
        .name("g")
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }
}
