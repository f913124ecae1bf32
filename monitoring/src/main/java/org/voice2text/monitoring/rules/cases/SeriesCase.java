package org.voice2text.monitoring.rules.cases;

import java.util.LinkedHashMap;
import java.util.Map;

/// One trial of what rules record, with invented series. Immutable.
///
/// @param title unique
/// @param series by name and labels; values in promtool's notation
/// @param at when it is looked at, such as `5m`
/// @param expected by expression and by the labels of each of its series, such as
///   `{slo="latency"}`, the value; promtool compares exactly, so the expression must round
record SeriesCase(
    String title,
    Map<String, String> series,
    String at,
    Map<String, Map<String, Number>> expected) {

  static SeriesCase of(String title, String at) {
    return new SeriesCase(title, Map.of(), at, Map.of());
  }

  SeriesCase with(String name, String values) {
    Map<String, String> more = new LinkedHashMap<>(series);
    more.put(name, values);
    return new SeriesCase(title, more, at, expected);
  }

  SeriesCase expects(String expression, Map<String, Number> values) {
    Map<String, Map<String, Number>> more = new LinkedHashMap<>(expected);
    more.put(expression, values);
    return new SeriesCase(title, series, at, more);
  }
}
