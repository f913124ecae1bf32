package org.voice2text.monitoring.rules;

import java.time.Duration;
import java.util.List;

/// Rules that are evaluated one after the other.
///
/// @param every how often
public record RuleGroup(String name, Duration every, List<? extends Rule> rules) {

  public RuleGroup {
    rules = List.copyOf(rules);
  }

  /// Without what is recorded only.
  List<Alert> alerts() {
    return rules.stream().filter(Alert.class::isInstance).map(Alert.class::cast).toList();
  }

  /// Alerts are looked at as often as there is something new to see.
  static RuleGroup ofAlerts(String name, List<Alert> alerts) {
    return new RuleGroup(name, Pace.SCRAPE, alerts);
  }
}
