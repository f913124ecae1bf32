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
        file("alerts_test.yml", List.of("alerts.yml"), "15s", quick(), List.of()),
        file("alerts_long_test.yml", List.of("alerts.yml"), "5m", BusinessCases.all(), List.of()),
        file("slo_test.yml", List.of("recording.yml", "slo.yml"), "1m", SloCases.all(), List.of()),
        file(
            "slo_arms_test.yml",
            List.of("slo.yml"),
            "1m",
            SloArmCases.all(),
            SloSeriesCases.conclusions()),
        file(
            "slo_counts_test.yml",
            List.of("recording.yml"),
            "1m",
            List.of(),
            SloSeriesCases.counts()),
        file(
            "slo_counts_long_test.yml",
            List.of("recording.yml"),
            "12m",
            List.of(),
            SloSeriesCases.longCounts()),
        file("slo_month_test.yml", List.of("slo.yml"), "1h", List.of(), SloSeriesCases.month()));
  }

  private static List<AlertCase> quick() {
    return Stream.of(AvailabilityCases.all(), TranscriptionCases.all(), ResourceCases.all())
        .flatMap(List::stream)
        .toList();
  }

  /// Every case.
  public static List<AlertCase> cases() {
    return Stream.of(quick(), BusinessCases.all(), SloCases.all(), SloArmCases.all())
        .flatMap(List::stream)
        .toList();
  }

  private static GeneratedFile file(
      String name,
      List<String> rules,
      String step,
      List<AlertCase> alerts,
      List<SeriesCase> series) {
    Stream<Map<String, Object>> tests =
        Stream.concat(
            alerts.stream().map(c -> test(c, step)), series.stream().map(c -> test(c, step)));
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
                tests.toList())));
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
        input(alertCase.series()),
        "alert_rule_test",
        alertTests,
        "promql_expr_test",
        onlyState ? List.of(firing(alertCase)) : null);
  }

  private static Map<String, Object> test(SeriesCase seriesCase, String step) {
    return Yaml.map(
        "name",
        seriesCase.title(),
        "interval",
        step,
        "input_series",
        input(seriesCase.series()),
        "promql_expr_test",
        seriesCase.expected().entrySet().stream()
            .map(e -> expressionTest(e.getKey(), seriesCase.at(), e.getValue()))
            .toList());
  }

  private static List<Map<String, Object>> input(Map<String, String> series) {
    return series.entrySet().stream()
        .map(one -> Yaml.map("series", one.getKey(), "values", one.getValue()))
        .toList();
  }

  private static Map<String, Object> expressionTest(
      String expression, String at, Map<String, ? extends Number> expected) {
    return Yaml.map(
        "expr",
        expression,
        "eval_time",
        at,
        "exp_samples",
        expected.entrySet().stream()
            .map(sample -> Yaml.map("labels", sample.getKey(), "value", sample.getValue()))
            .toList());
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
    return expressionTest(
        "count(ALERTS{alertname=\"%s\", alertstate=\"firing\"})".formatted(alertCase.alert()),
        alertCase.firing(),
        Map.of("{}", 1));
  }
}
