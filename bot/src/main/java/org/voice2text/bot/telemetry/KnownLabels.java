package org.voice2text.bot.telemetry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.voice2text.model.catalogue.LiveMetric;
import org.voice2text.model.catalogue.MetricLabel;

/// The label values that the configuration fixes, such as the pairs of provider and model, added to
/// the closed sets of the catalogue. Thread-safe.
final class KnownLabels {
  private final Map<List<String>, Set<List<String>>> configured = new ConcurrentHashMap<>();

  /// Allows a combination of values for metrics whose configured labels are exactly these, in this
  /// order.
  void allow(List<String> labels, List<String> values) {
    if (labels.size() != values.size()) {
      throw new IllegalArgumentException("%s cannot have the values %s".formatted(labels, values));
    }
    boolean _ =
        configured
            .computeIfAbsent(labels, _ -> ConcurrentHashMap.newKeySet())
            .add(List.copyOf(values));
  }

  /// All combinations of values that a metric may have.
  List<List<String>> combinations(LiveMetric metric) {
    List<String> open = configuredNames(metric);
    List<List<String>> combinations = new ArrayList<>();
    Set<List<String>> tuples =
        open.isEmpty() ? Set.of(List.of()) : configured.getOrDefault(open, Set.of());
    for (List<String> tuple : tuples) {
      List<List<String>> partial = List.of(List.of());
      int next = 0;
      for (MetricLabel label : metric.labels()) {
        partial =
            extend(partial, label.isConfigured() ? List.of(tuple.get(next++)) : label.values());
      }
      combinations.addAll(partial);
    }
    return combinations;
  }

  private static List<List<String>> extend(List<List<String>> partial, List<String> values) {
    List<List<String>> extended = new ArrayList<>();
    for (List<String> combination : partial) {
      for (String value : values) {
        List<String> longer = new ArrayList<>(combination);
        longer.add(value);
        extended.add(longer);
      }
    }
    return extended;
  }

  /// The values to record under: what is not allowed becomes `other`.
  String[] allowed(LiveMetric metric, String... values) {
    List<MetricLabel> labels = metric.labels();
    if (labels.size() != values.length) {
      throw new IllegalArgumentException(
          "%s has the labels %s and was given %d values"
              .formatted(metric.name(), metric.labelNames(), values.length));
    }
    String[] allowed = values.clone();
    List<String> tuple = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (labels.get(i).isConfigured()) {
        tuple.add(values[i]);
      } else if (!labels.get(i).values().contains(values[i])) {
        allowed[i] = MetricLabel.OTHER;
      }
    }
    if (!tuple.isEmpty()
        && !configured.getOrDefault(configuredNames(metric), Set.of()).contains(tuple)) {
      for (int i = 0; i < values.length; i++) {
        if (labels.get(i).isConfigured()) {
          allowed[i] = MetricLabel.OTHER;
        }
      }
    }
    return allowed;
  }

  private static List<String> configuredNames(LiveMetric metric) {
    return metric.labels().stream()
        .filter(MetricLabel::isConfigured)
        .map(MetricLabel::name)
        .toList();
  }

  @Override
  public String toString() {
    return new HashMap<>(configured).toString();
  }
}
