package org.voice2text.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServedMetricTest {
  private static final MetricLabel PLAN = MetricLabel.of("plan", "lite", "pro");

  @Test
  void servesOneValue() {
    assertThat(text(ServedMetric.counter("frames_total", "Frames.").noting("Cached.").of(3)))
        .isEqualTo(
            """
            # HELP frames_total Frames. Cached.
            # TYPE frames_total counter
            frames_total 3.0
            """);
  }

  @Test
  void servesAValueForEachValueOfALabel() {
    ServedMetric users = ServedMetric.gauge("users", "Users.", PLAN);
    assertThat(text(users.of(Map.of("pro", 2.0, "lite", 1.0))))
        .isEqualTo(
            """
            # HELP users Users.
            # TYPE users gauge
            users{plan="lite"} 1.0
            users{plan="pro"} 2.0
            """);
  }

  @Test
  void refusesWhatItCannotServe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServedMetric.counter("frames", "Frames."))
        .withMessage("frames: a counter, and only a counter, ends in _total");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServedMetric.gauge("users_total", "Users."))
        .withMessage("users_total: a counter, and only a counter, ends in _total");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ServedMetric("took_seconds", Metric.Type.HISTOGRAM, "Took.", List.of()))
        .withMessage("took_seconds: a histogram cannot be served from one value");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServedMetric.gauge("users", "Users.").of(Map.of("pro", 1.0)))
        .withMessage("users has the labels []");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServedMetric.gauge("users", "Users.", PLAN).of(1))
        .withMessage("users has the labels [plan]");
  }

  private static String text(MetricSnapshot family) {
    return PrometheusTextFormatWriter.create().toDebugString(new MetricSnapshots(family));
  }
}
