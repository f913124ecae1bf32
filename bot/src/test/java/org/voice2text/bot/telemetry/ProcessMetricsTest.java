package org.voice2text.bot.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProcessMetricsTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();

  @Test
  void tellsWhatTheProcessUsesAndMayUse() throws IOException {
    ProcessMetrics.register(registry);
    double limit = value("process_memory_limit_bytes");
    assertThat(value("process_resident_memory_bytes")).isPositive().isLessThan(limit);
    assertThat(value("process_cpu_seconds_total")).isPositive();
  }

  private double value(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    String start = name + "{process=\"bot\"} ";
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
        .findFirst()
        .orElseThrow();
  }
}
