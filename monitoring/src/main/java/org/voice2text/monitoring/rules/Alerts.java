package org.voice2text.monitoring.rules;

import java.util.List;
import java.util.stream.Stream;

/// All alerts, each once. Prometheus, Alertmanager, Grafana and the documentation read them from
/// here.
public final class Alerts {

  private Alerts() {}

  /// Groups for `alerts.yml`.
  static List<RuleGroup> groups() {
    return List.of(
        RuleGroup.ofAlerts("availability", AvailabilityAlerts.ALL),
        RuleGroup.ofAlerts("transcription", TranscriptionAlerts.ALL),
        RuleGroup.ofAlerts("resources", ResourceAlerts.ALL),
        RuleGroup.ofAlerts("business", BusinessAlerts.ALL));
  }

  public static List<Alert> all() {
    return Stream.concat(groups().stream(), SloRules.conclusions().stream())
        .flatMap(group -> group.alerts().stream())
        .toList();
  }
}
