package org.voice2text.exporter.business;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.voice2text.exporter.http.ScrapeSource;

/// What the business metrics show to a scrape.
final class Served {
  private Served() {}

  static Map<String, Double> values(BusinessMetrics business) throws Exception {
    Map<String, Double> values = new HashMap<>();
    text(business)
        .lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .forEach(line -> {
          int space = line.lastIndexOf(' ');
          values.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
        });
    return values;
  }

  static String text(BusinessMetrics business) throws Exception {
    List<MetricSnapshot> families = new ArrayList<>();
    for (ScrapeSource source : business.sources()) {
      families.addAll(source.reader().read().families());
    }
    return PrometheusTextFormatWriter.create().toDebugString(new MetricSnapshots(families));
  }

  static boolean isUp(BusinessMetrics business, String source) throws Exception {
    for (ScrapeSource candidate : business.sources()) {
      if (candidate.name().equals(source)) {
        return candidate.reader().read().up();
      }
    }
    throw new AssertionError(source);
  }
}
