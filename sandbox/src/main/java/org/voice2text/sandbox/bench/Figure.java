package org.voice2text.sandbox.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// One measured figure.
///
/// @param goal what it should be at most, with the unit
/// @param note how it was measured
record Figure(String name, String value, String goal, String note) {

  static Figure millis(
      String name, List<Duration> times, double quantile, String goal, String note) {
    return new Figure(name, millis(quantile(times, quantile)), goal, note);
  }

  static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
  }

  /// The smallest time that this share of all times does not exceed.
  static Duration quantile(List<Duration> times, double quantile) {
    List<Duration> sorted = times.stream().sorted().toList();
    int index = (int) Math.ceil(quantile * sorted.size()) - 1;
    return sorted.get(Math.max(0, index));
  }
}
