package org.voice2text.bot.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.voice2text.model.live.FamilyCodec;
import org.voice2text.model.live.LiveBounds;

class ProcessMetricsTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-01T10:00:00Z"));
  private final AtomicInteger reads = new AtomicInteger();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ProcessMetrics metrics = new ProcessMetrics(registry, now::get);

  ProcessMetricsTest() {
    GaugeWithCallback _ =
        GaugeWithCallback.builder()
            .name("reads")
            .callback(c -> c.call(reads.incrementAndGet()))
            .register(registry);
  }

  @Test
  void readsEveryTenSeconds() {
    List<byte[]> first = metrics.encoded();
    pass(Duration.ofMillis(9999));
    assertThat(metrics.encoded()).isSameAs(first);
    assertThat(reads).hasValue(1);
    pass(Duration.ofMillis(1));
    List<byte[]> second = metrics.encoded();
    assertThat(reads).hasValue(2);
    assertThat(metrics.encoded()).isSameAs(second).isNotEqualTo(first);
  }

  @Test
  void readsWhenItIsTold() {
    metrics.encoded();
    metrics.read();
    metrics.encoded();
    assertThat(reads).hasValue(2);
  }

  @Test
  void readsWhenTheClockWasSetBack() {
    metrics.encoded();
    pass(Duration.ofHours(-1));
    metrics.encoded();
    assertThat(reads).hasValue(2);
  }

  @Test
  void showsTheJvmUnderTheNameOfTheBot() throws Exception {
    FamilyCodec codec = new FamilyCodec(LiveBounds.DEFAULT);
    List<byte[]> families = ProcessMetrics.ofThisProcess(Clock.systemUTC()).encoded();
    assertThat(families).hasSizeGreaterThan(10);
    for (byte[] family : families) {
      assertThat(codec.decode(family).getDataPoints())
          .allSatisfy(p -> assertThat(p.getLabels().get("process")).isEqualTo("bot"));
    }
  }

  @Test
  void tellsWhatTheProcessMayUseAndHowOldItIs() throws Exception {
    Map<String, Double> values = new HashMap<>();
    FamilyCodec codec = new FamilyCodec(LiveBounds.DEFAULT);
    for (byte[] family : ProcessMetrics.ofThisProcess(Clock.systemUTC()).encoded()) {
      MetricSnapshot snapshot = codec.decode(family);
      if (snapshot instanceof GaugeSnapshot gauge) {
        values.put(snapshot.getMetadata().getName(), gauge.getDataPoints().getFirst().getValue());
      }
    }
    assertThat(values.get("process_resident_memory_bytes"))
        .isPositive()
        .isLessThan(values.get("process_memory_limit_bytes"));
    assertThat(values.get("process_uptime_seconds")).isBetween(0.001, 100_000.0);
  }

  private void pass(Duration duration) {
    now.updateAndGet(i -> i.plus(duration));
  }
}
