package org.voice2text.model.catalogue;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One metric that the exporter makes itself: a counter, a gauge or an info. Immutable.
public record ServedMetric(String name, Type type, String help, List<MetricLabel> labels)
    implements Metric {

  public ServedMetric {
    labels = List.copyOf(labels);
    if ((type == Type.COUNTER) != name.endsWith("_total")) {
      throw new IllegalArgumentException(name + ": a counter, and only a counter, ends in _total");
    }
    if (type == Type.HISTOGRAM) {
      throw new IllegalArgumentException(name + ": a histogram cannot be served from one value");
    }
  }

  static ServedMetric counter(String name, String help, MetricLabel... labels) {
    return new ServedMetric(name, Type.COUNTER, help, List.of(labels));
  }

  static ServedMetric gauge(String name, String help, MetricLabel... labels) {
    return new ServedMetric(name, Type.GAUGE, help, List.of(labels));
  }

  static ServedMetric info(String name, String help, MetricLabel... labels) {
    return new ServedMetric(name, Type.INFO, help, List.of(labels));
  }

  /// The same metric whose HELP says more, such as how old the value may be.
  public ServedMetric noting(String note) {
    return new ServedMetric(name, type, help + " " + note, labels);
  }

  /// With a whole number as the one value.
  public MetricSnapshot of(long value) {
    return of((double) value);
  }

  /// The family of a metric without labels.
  public MetricSnapshot of(double value) {
    requireLabels(0);
    return family(Map.of(Labels.EMPTY, value));
  }

  /// The family of a metric with one label.
  ///
  /// @param values by the value of the label
  public MetricSnapshot of(Map<String, Double> values) {
    requireLabels(1);
    String label = labels.getFirst().name();
    return family(
        values.entrySet().stream()
            .collect(
                Collectors.toMap(entry -> Labels.of(label, entry.getKey()), Map.Entry::getValue)));
  }

  /// The family of a metric with any labels.
  ///
  /// @param values by all labels, each with a value
  public MetricSnapshot ofLabels(Map<Labels, Double> values) {
    return family(values);
  }

  private void requireLabels(int count) {
    if (labels.size() != count) {
      throw new IllegalArgumentException("%s has the labels %s".formatted(name, labelNames()));
    }
  }

  private MetricSnapshot family(Map<Labels, Double> values) {
    if (type == Type.COUNTER) {
      CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
      values.forEach((labels, value) ->
          counter.dataPoint(
              CounterDataPointSnapshot.builder().labels(labels).value(value).build()));
      return counter.build();
    }
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
    values.forEach((labels, value) ->
        gauge.dataPoint(GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
    return gauge.build();
  }
}
