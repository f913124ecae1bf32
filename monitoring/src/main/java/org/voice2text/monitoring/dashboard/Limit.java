package org.voice2text.monitoring.dashboard;

import org.voice2text.monitoring.rules.Alert;
import org.voice2text.monitoring.rules.Alerts;
import org.voice2text.monitoring.rules.Value;

/// Where alerts begin, for the lines and colours of panels: read from the alerts themselves.
final class Limit {

  private Limit() {}

  /// Of the alert that tells from its `limit` on.
  static double of(String alert) {
    return of(alert, "limit");
  }

  /// @param name of a value in the alert's expression
  static double of(String alert, String name) {
    Value value = find(alert).expression().values().get(name);
    return switch (value) {
      case Value.Share(double share) -> share;
      case Value.Measure(double number, String _) -> number;
      case Value.Age(var duration) -> duration.toSeconds();
      case null, default ->
          throw new IllegalArgumentException(
              "%s: no number is called %s, only %s"
                  .formatted(alert, name, find(alert).expression().values()));
    };
  }

  static Alert find(String name) {
    return Alerts.all().stream()
        .filter(alert -> alert.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + ": there is no such alert"));
  }
}
