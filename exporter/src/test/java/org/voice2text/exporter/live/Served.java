package org.voice2text.exporter.live;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a scrape shows, for assertions.
final class Served {
  private Served() {}

  static String text(List<MetricSnapshot> families) {
    return PrometheusTextFormatWriter.create().toDebugString(new MetricSnapshots(families));
  }

  /// The values by series, as in the text format.
  static Map<String, Double> values(List<MetricSnapshot> families) {
    Map<String, Double> values = new HashMap<>();
    text(families)
        .lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .forEach(line -> {
          int space = line.lastIndexOf(' ');
          values.put(
              line.substring(0, space),
              Double.parseDouble(line.substring(space + 1).replace("Inf", "Infinity")));
        });
    return values;
  }
}
