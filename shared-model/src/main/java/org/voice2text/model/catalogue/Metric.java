package org.voice2text.model.catalogue;

import java.util.List;

/// What everybody may know of a metric: dashboards, alert rules and operators' own queries go by
/// it.
public sealed interface Metric permits LiveMetric, ServedMetric {

  /// As served, with the suffix `_total` or `_info` where the type has one.
  String name();

  Type type();

  /// For HELP lines and documentation; one sentence with the unit.
  String help();

  List<MetricLabel> labels();

  default List<String> labelNames() {
    return labels().stream().map(MetricLabel::name).toList();
  }

  /// The types that are used.
  enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM,
    INFO
  }
}
