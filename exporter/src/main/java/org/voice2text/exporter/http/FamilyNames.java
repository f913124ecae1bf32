package org.voice2text.exporter.http;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.List;

/// The names that the lines of a family have in the text formats. Two families that share one make
/// the whole answer unreadable.
final class FamilyNames {
  private FamilyNames() {}

  static List<String> of(MetricSnapshot family) {
    String name = family.getMetadata().getPrometheusName();
    return switch (family) {
      case CounterSnapshot _ -> List.of(name, name + "_total", name + "_created");
      case HistogramSnapshot h when h.isGaugeHistogram() ->
          List.of(name, name + "_bucket", name + "_gcount", name + "_gsum");
      case HistogramSnapshot _ ->
          List.of(name, name + "_bucket", name + "_count", name + "_sum", name + "_created");
      case SummarySnapshot _ -> List.of(name, name + "_count", name + "_sum", name + "_created");
      default -> List.of(name);
    };
  }
}
