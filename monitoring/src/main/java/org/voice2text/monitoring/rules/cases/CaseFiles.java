package org.voice2text.monitoring.rules.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.voice2text.monitoring.GeneratedFile;
import org.voice2text.monitoring.rules.Alert;
import org.voice2text.monitoring.rules.Alerts;
import org.voice2text.monitoring.rules.RuleFiles;
import org.voice2text.monitoring.rules.Yaml;

/// Writes promtool's unit tests of the alerts.
public final class CaseFiles {

  private CaseFiles() {}

  public static List<GeneratedFile> all() {
    return List.of(
        file("alerts_test.yml", List.of("alerts.yml"), "15s", quick()),
        file("alerts_long_test.yml", List.of("alerts.yml"), "5m", BusinessCases.all()),
        file("slo_test.yml", List.of("recording.yml", "slo.yml"), "1m", SloCases.all()));
  }

  private static List<AlertCase> quick() {
    return Stream.of(AvailabilityCases.all(), TranscriptionCases.all(), ResourceCases.all())
        .flatMap(List::stream)
        .toList();
  }

  /// Every case.
  public static List<AlertCase> cases() {
    return Stream.of(quick(), BusinessCases.all(), SloCases.all()).flatMap(List::stream).toList();
  }

  private static GeneratedFile file(
      String name, List<String> rules, String step, List<AlertCase> cases) {
    return new GeneratedFile(
        RuleFiles.FOLDER + name,
        Yaml.file(
            Yaml.map(
                "rule_files",
                rules,
                "evaluation_interval",
                step,
                // Otherwise promtool shuffles them, and a conclusion may see the counts of before.
                "group_eval_order",
                RuleFiles.groupNames(rules),
                "tests",
                cases.stream().map(c -> test(c, step)).toList())));
  }

  private static Map<String, Object> test(AlertCase alertCase, String step) {
    boolean tellsText = !alertCase.description().isEmpty();
    List<Object> alertTests = new ArrayList<>();
    if (tellsText) {
      alertTests.add(
          alertTest(alertCase.firing(), alertCase.alert(), List.of(expected(alertCase))));
    }
    if (!alertCase.quiet().isEmpty()) {
      alertTests.add(alertTest(alertCase.quiet(), alertCase.alert(), List.of()));
    }
    boolean onlyState = !alertCase.firing().isEmpty() && !tellsText;
    return Yaml.map(
        "name",
        alertCase.title(),
        "interval",
        step,
        "input_series",
        alertCase.series().entrySet().stream()
            .map(series -> Yaml.map("series", series.getKey(), "values", series.getValue()))
            .toList(),
        "alert_rule_test",
        alertTests,
        "promql_expr_test",
        onlyState ? List.of(firing(alertCase)) : null);
  }

  private static Map<String, Object> alertTest(String at, String alert, List<Object> expected) {
    return Yaml.map("eval_time", at, "alertname", alert, "exp_alerts", expected);
  }

  private static Map<String, Object> expected(AlertCase alertCase) {
    Alert alert =
        Alerts.all().stream()
            .filter(a -> a.name().equals(alertCase.alert()))
            .findFirst()
            .orElseThrow();
    Map<String, Object> labels = new LinkedHashMap<>(RuleFiles.labels(alert));
    labels.putAll(alertCase.labels());
    Map<String, Object> annotations = new LinkedHashMap<>(RuleFiles.annotations(alert));
    annotations.put("summary", summary(alert, alertCase));
    annotations.put("description", alertCase.description());
    return Yaml.map("exp_labels", labels, "exp_annotations", annotations);
  }

  /// A summary names labels only.
  private static String summary(Alert alert, AlertCase alertCase) {
    String summary = alert.summary();
    for (Map.Entry<String, String> label : alertCase.labels().entrySet()) {
      summary = summary.replace("{" + label.getKey() + "}", label.getValue());
    }
    return summary;
  }

  /// That it fires, whatever it says.
  private static Map<String, Object> firing(AlertCase alertCase) {
    return Yaml.map(
        "expr",
            "count(ALERTS{alertname=\"%s\", alertstate=\"firing\"})".formatted(alertCase.alert()),
        "eval_time", alertCase.firing(),
        "exp_samples", List.of(Yaml.map("labels", "{}", "value", 1)));
  }
}
