package org.voice2text.model.catalogue;

import java.util.List;
import org.voice2text.model.event.Label;

/// A label of a metric and the values that it may have.
///
/// @param name in Prometheus's notation
/// @param values the closed set; empty when the set is fixed at start by the configuration, as the
///   models are
public record MetricLabel(String name, List<String> values) {
  /// What any value outside the allowed set becomes.
  public static final String OTHER = "other";

  public MetricLabel {
    values = List.copyOf(values);
  }

  static MetricLabel of(String name, String... values) {
    return new MetricLabel(name, List.of(values));
  }

  static MetricLabel of(String name, Class<? extends Label> type) {
    return new MetricLabel(name, Label.values(type));
  }

  /// A label whose values follow from the configuration.
  static MetricLabel configured(String name) {
    return new MetricLabel(name, List.of());
  }

  public boolean isConfigured() {
    return values.isEmpty();
  }
}
