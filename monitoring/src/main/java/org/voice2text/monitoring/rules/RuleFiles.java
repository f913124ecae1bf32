package org.voice2text.monitoring.rules;

import static org.voice2text.monitoring.rules.Yaml.map;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.voice2text.monitoring.GeneratedFile;

/// Writes Prometheus's rules.
public final class RuleFiles {
  /// Tells these alerts from those of other services that go to the same place.
  static final String SERVICE = "voice2text";

  private static final String FOLDER = "prometheus/rules/";

  private RuleFiles() {}

  public static List<GeneratedFile> all(Pace pace) {
    return List.of(
        file("recording.yml", SloRules.counts(), pace),
        file("slo.yml", SloRules.conclusions(), pace),
        file("alerts.yml", Alerts.groups(), pace));
  }

  static List<RuleGroup> groups() {
    return Stream.of(SloRules.counts(), SloRules.conclusions(), Alerts.groups())
        .flatMap(List::stream)
        .toList();
  }

  private static GeneratedFile file(String name, List<RuleGroup> groups, Pace pace) {
    List<Map<String, Object>> written = groups.stream().map(g -> group(g, pace)).toList();
    return new GeneratedFile(FOLDER + name, Yaml.file(map("groups", written)));
  }

  private static Map<String, Object> group(RuleGroup group, Pace pace) {
    return map(
        "name", group.name(),
        "interval", Pace.text(pace.wait(group.every())),
        "rules", group.rules().stream().map(rule -> rule(rule, pace)).toList());
  }

  private static Map<String, Object> rule(Rule rule, Pace pace) {
    return switch (rule) {
      case Alert alert -> alert(alert, pace);
      case Recording recording ->
          map(
              "record", recording.name(),
              "expr", recording.expression().promql(pace),
              "labels", recording.slo().isEmpty() ? null : map("slo", recording.slo()));
    };
  }

  private static Map<String, Object> alert(Alert alert, Pace pace) {
    Duration hold = pace.wait(alert.hold());
    return map(
        "alert", alert.name(),
        "expr", alert.expression().promql(pace),
        "for", hold.isZero() ? null : Pace.text(hold),
        "labels", labels(alert),
        "annotations",
            map(
                "summary", text(alert, alert.summary()),
                "description", text(alert, alert.description()),
                "runbook_url", Runbooks.address(alert)));
  }

  static Map<String, Object> labels(Alert alert) {
    return map("severity", alert.severity().label(), "service", SERVICE);
  }

  /// In Prometheus's templates.
  private static String text(Alert alert, String text) {
    String value = "{{ $value | %s }}".formatted(alert.text().unit().function());
    return Placeholders.fill(text, value, "{{ $labels.%s }}");
  }
}
