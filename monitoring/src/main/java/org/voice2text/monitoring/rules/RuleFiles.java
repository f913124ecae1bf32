package org.voice2text.monitoring.rules;

import static org.voice2text.monitoring.rules.Yaml.map;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.voice2text.monitoring.GeneratedFile;

/// Writes Prometheus's rules.
public final class RuleFiles {
  /// Tells these alerts from those of other services that go to the same place.
  static final String SERVICE = "voice2text";

  public static final String FOLDER = "prometheus/rules/";

  private RuleFiles() {}

  /// Groups by file, in the order in which one builds upon the other.
  private static Map<String, List<RuleGroup>> files() {
    Map<String, List<RuleGroup>> files = new LinkedHashMap<>();
    files.put("recording.yml", SloRules.counts());
    files.put("slo.yml", SloRules.conclusions());
    files.put("alerts.yml", Alerts.groups());
    return files;
  }

  public static List<GeneratedFile> all(Pace pace) {
    return files().entrySet().stream()
        .map(file -> file(file.getKey(), file.getValue(), pace))
        .toList();
  }

  static List<RuleGroup> groups() {
    return files().values().stream().flatMap(List::stream).toList();
  }

  /// Names of the groups of some files.
  public static List<String> groupNames(List<String> names) {
    return files().entrySet().stream()
        .filter(file -> names.contains(file.getKey()))
        .flatMap(file -> file.getValue().stream())
        .map(RuleGroup::name)
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
        "annotations", annotations(alert));
  }

  public static Map<String, Object> annotations(Alert alert) {
    return map(
        "summary", text(alert, alert.summary()),
        "description", text(alert, alert.description()),
        "runbook_url", Runbooks.address(alert));
  }

  public static Map<String, Object> labels(Alert alert) {
    return map("severity", alert.severity().label(), "service", SERVICE);
  }

  /// In Prometheus's templates.
  private static String text(Alert alert, String text) {
    String value = "{{ $value | %s }}".formatted(alert.text().unit().function());
    return Placeholders.fill(text, value, "{{ $labels.%s }}");
  }
}
