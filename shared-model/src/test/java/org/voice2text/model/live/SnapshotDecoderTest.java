package org.voice2text.model.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.voice2text.model.live.FamilyCodec.Decoded;

class SnapshotDecoderTest {
  private final SnapshotDecoder decoder = new SnapshotDecoder(LiveBounds.DEFAULT);

  @Test
  void tellsAFamilyOfTheSameBytesAsTheSameObject() {
    List<MetricSnapshot> first = decode(counter("a", 1), counter("b", 1));
    List<MetricSnapshot> second = decode(counter("a", 1), counter("b", 2));

    assertThat(second.get(0)).isSameAs(first.get(0));
    assertThat(value(second.get(1))).isEqualTo(2.0);
    assertThat(decode(counter("a", 1), counter("b", 2)).get(1)).isSameAs(second.get(1));
  }

  @Test
  void isNotMisledByAnotherOrder() {
    decode(counter("a", 1), counter("b", 1));
    assertThat(names(decode(counter("b", 1), counter("a", 1)))).containsExactly("b", "a");
    assertThat(names(decode(counter("a", 1)))).containsExactly("a");
    assertThat(names(decode(counter("a", 1), counter("c", 1), counter("b", 1))))
        .containsExactly("a", "c", "b");
  }

  @Test
  void refusesTheSameEachTime() {
    for (int i = 0; i < 3; i++) {
      Decoded decoded =
          decoder.decode(
              new LiveFrame.Snapshot(
                  1 + i,
                  Instant.EPOCH,
                  List.of(
                      counter("a", 1), new byte[] {1, 2, 3}, counter("a", 1), counter("b", 1))));
      assertThat(names(decoded.families())).containsExactly("a", "b");
      assertThat(decoded.refused().stream().map(LiveProtocolException::reason))
          .containsExactly(LiveRejection.MALFORMED, LiveRejection.DUPLICATE);
    }
  }

  @Test
  void doesNotRememberALargeFrame() {
    byte[] small = counter("a", 1);
    byte[] large =
        FamilyCodec.encode(
            new CounterSnapshot(
                new io.prometheus.metrics.model.snapshots.MetricMetadata("large"),
                IntStream.range(0, 2000)
                    .mapToObj(i -> point(1, Labels.of("l", i + "x".repeat(300))))
                    .toList()));
    MetricSnapshot first = decode(small, large).getFirst();
    MetricSnapshot second = decode(small).getFirst();
    assertThat(second).isNotSameAs(first);
    assertThat(decode(small).getFirst()).isSameAs(second);
  }

  private List<MetricSnapshot> decode(byte[]... families) {
    Decoded decoded = decoder.decode(new LiveFrame.Snapshot(1, Instant.EPOCH, List.of(families)));
    assertThat(decoded.refused()).isEmpty();
    return decoded.families();
  }

  private static byte[] counter(String name, double value) {
    return FamilyCodec.encode(
        CounterSnapshot.builder().name(name).dataPoint(point(value, Labels.EMPTY)).build());
  }

  private static CounterDataPointSnapshot point(double value, Labels labels) {
    return CounterDataPointSnapshot.builder().value(value).labels(labels).build();
  }

  private static double value(MetricSnapshot family) {
    return ((CounterSnapshot) family).getDataPoints().getFirst().getValue();
  }

  private static List<String> names(List<MetricSnapshot> families) {
    return families.stream().map(family -> family.getMetadata().getName()).toList();
  }
}
