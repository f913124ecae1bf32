package org.voice2text.bot.telemetry;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.voice2text.model.catalogue.LiveMetric;

/// Reads live metrics in the way they are pushed: series such as `{method="GET"}` with their value,
/// or, for a histogram, their count.
public final class Series {
  private Series() {}

  /// All series of a metric.
  public static Map<String, Double> of(Instruments instruments, LiveMetric metric) {
    Map<String, Double> series = new TreeMap<>();
    String family = metric.name().replaceFirst("_(total|info)$", "");
    for (MetricSnapshot snapshot : instruments.registry().scrape()) {
      if (snapshot.getMetadata().getName().equals(family)) {
        snapshot.getDataPoints().forEach(p -> series.put(labels(p), value(p)));
      }
    }
    return series;
  }

  /// Those that are not zero.
  public static Map<String, Double> moved(Instruments instruments, LiveMetric metric) {
    Map<String, Double> series = of(instruments, metric);
    series.values().removeIf(v -> v == 0);
    return series;
  }

  private static String labels(DataPointSnapshot point) {
    List<String> labels = new ArrayList<>();
    point.getLabels().forEach(l -> labels.add("%s=\"%s\"".formatted(l.getName(), l.getValue())));
    labels.sort(null);
    return "{" + String.join(",", labels) + "}";
  }

  private static double value(DataPointSnapshot point) {
    return switch (point) {
      case CounterDataPointSnapshot counter -> counter.getValue();
      case GaugeDataPointSnapshot gauge -> gauge.getValue();
      case HistogramDataPointSnapshot histogram -> histogram.getCount();
      case InfoDataPointSnapshot _ -> 1;
      default -> throw new IllegalArgumentException(point.getClass().getName());
    };
  }
}
