package org.voice2text.monitoring.rules;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// How soon and how often alerts are told, for Alertmanager and Grafana alike.
///
/// @param severity whose alerts go this way
/// @param groupBy labels; alerts that agree in them are told together
/// @param first wait for others of the group, and for what silences it
/// @param interval between messages on one group, at least
/// @param repeat how old the last message is when the same is told again. Where that is once in an
///   interval, it is a little less: a message that took a moment to send would count as too young,
///   and only the one after the next interval would come
record Route(
    Severity severity, List<String> groupBy, Duration first, Duration interval, Duration repeat) {
  /// What tells the series of one alert apart, and installations that share an Alertmanager, goes
  /// into messages of its own.
  private static final List<String> EACH_ALERT =
      List.of("environment", "alertname", "slo", "memory");

  static Route of(Severity severity) {
    return switch (severity) {
      case CRITICAL ->
          new Route(
              severity,
              EACH_ALERT,
              Duration.ofSeconds(10),
              Duration.ofMinutes(1),
              Duration.ofHours(1));
      case WARNING ->
          new Route(
              severity,
              EACH_ALERT,
              Duration.ofSeconds(30),
              Duration.ofHours(1),
              Duration.ofMinutes(55));
      case INFO ->
          new Route(
              severity,
              List.of("environment", "severity"),
              Duration.ofMinutes(5),
              Duration.ofDays(1),
              Duration.ofHours(23));
    };
  }

  /// Beside that of warnings, which all go whose severity nobody knows.
  static List<Route> others() {
    return Arrays.stream(Severity.values())
        .filter(s -> s != Severity.WARNING)
        .map(Route::of)
        .toList();
  }
}
