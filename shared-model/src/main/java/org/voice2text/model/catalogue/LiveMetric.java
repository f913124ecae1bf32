package org.voice2text.model.catalogue;

import java.util.List;

/// One metric that the bot measures and pushes.
///
/// @param name as served, with the suffix `_total` or `_info` where the type has one
/// @param help for HELP lines and documentation; one sentence with the unit
/// @param buckets upper bounds of a histogram's classic buckets, in its unit; empty otherwise
/// @param additive whether a gauge of several bots over one database adds up; otherwise the
///   youngest bot's value holds
public record LiveMetric(
    String name,
    Type type,
    String help,
    List<MetricLabel> labels,
    List<Double> buckets,
    boolean additive)
    implements Metric {

  public LiveMetric {
    labels = List.copyOf(labels);
    buckets = List.copyOf(buckets);
    if ((type == Type.HISTOGRAM) == buckets.isEmpty()) {
      throw new IllegalArgumentException(name + ": a histogram, and only a histogram, has buckets");
    }
    if ((type == Type.COUNTER) != name.endsWith("_total")) {
      throw new IllegalArgumentException(name + ": a counter, and only a counter, ends in _total");
    }
  }

  static LiveMetric counter(String name, String help, MetricLabel... labels) {
    return new LiveMetric(name, Type.COUNTER, help, List.of(labels), List.of(), false);
  }

  static LiveMetric gauge(String name, String help, MetricLabel... labels) {
    return new LiveMetric(name, Type.GAUGE, help, List.of(labels), List.of(), false);
  }

  static LiveMetric histogram(
      String name, String help, List<Double> buckets, MetricLabel... labels) {
    return new LiveMetric(name, Type.HISTOGRAM, help, List.of(labels), buckets, false);
  }

  static LiveMetric info(String name, String help, MetricLabel... labels) {
    return new LiveMetric(name, Type.INFO, help, List.of(labels), List.of(), false);
  }

  LiveMetric addsUp() {
    return new LiveMetric(name, type, help, labels, buckets, true);
  }
}
