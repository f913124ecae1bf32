package org.voice2text.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.voice2text.monitoring.GeneratedFile;

/// What is known to make Grafana refuse its files or lose an alert. No Grafana reads them here.
class GrafanaAlertsTest {

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // YAML has no types.
  private static <T> T read(List<GeneratedFile> files, String name, String part) {
    GeneratedFile file =
        files.stream().filter(f -> f.path().endsWith("/" + name)).findFirst().orElseThrow();
    Object content = new Load(LoadSettings.builder().build()).loadFromString(file.content());
    return (T) ((Map<String, Object>) content).get(part);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T grafana(String name, String part) {
    return read(GrafanaAlertFiles.all(), name, part);
  }

  @SuppressWarnings("unchecked")
  private static Stream<Map<String, Object>> rules(List<Map<String, Object>> groups) {
    return groups.stream()
        .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream());
  }

  static Stream<Map<String, Object>> rules() {
    return rules(grafana("rules.yml", "groups"));
  }

  private static Map<String, Map<String, Object>> rulesOfPrometheus() {
    Map<String, Map<String, Object>> rules = new HashMap<>();
    for (String file : List.of("alerts.yml", "slo.yml")) {
      List<Map<String, Object>> groups = read(RuleFiles.all(Pace.REAL), file, "groups");
      rules(groups).forEach(rule -> rules.put((String) rule.get("alert"), rule));
    }
    rules.remove(null);
    return rules;
  }

  @Test
  void hasTheAlertsOfPrometheus() {
    assertThat(rules().map(rule -> rule.get("title")))
        .containsExactlyInAnyOrderElementsOf(rulesOfPrometheus().keySet());
    assertThat(rules().map(rule -> (String) rule.get("uid")))
        .doesNotHaveDuplicates()
        .allMatch(uid -> uid.length() <= 40);
  }

  @SuppressWarnings("unchecked")
  @ParameterizedTest
  @MethodSource("rules")
  void asksWhatPrometheusAsks(Map<String, Object> rule) {
    Map<String, Object> prometheus = rulesOfPrometheus().get((String) rule.get("title"));
    Map<String, Object> query = ((List<Map<String, Object>>) rule.get("data")).getFirst();

    assertThat(((Map<String, Object>) query.get("model")).get("expr"))
        .isEqualTo(prometheus.get("expr"));
    assertThat(query.get("datasourceUid")).isEqualTo("prometheus");
    assertThat(rule.get("for")).isEqualTo(prometheus.getOrDefault("for", "0s"));
    assertThat(rule.get("labels")).isEqualTo(prometheus.get("labels"));
  }

  @SuppressWarnings("unchecked")
  @ParameterizedTest
  @MethodSource("rules")
  void saysWhatPrometheusSays(Map<String, Object> rule) {
    Map<String, String> said = (Map<String, String>) rule.get("annotations");
    Map<String, String> meant =
        (Map<String, String>)
            rulesOfPrometheus().get((String) rule.get("title")).get("annotations");

    assertThat(said.keySet()).isEqualTo(meant.keySet());
    assertThat(said)
        .allSatisfy((name, text) ->
            assertThat(text.replace(".Values.A.Value", "$value").replace(".Labels.", "$labels."))
                .isEqualTo(meant.get(name)));
  }

  /// A Prometheus that is away is told once, and is no sign that what was wrong is well again.
  @ParameterizedTest
  @MethodSource("rules")
  void staysAsItIsWhilePrometheusIsAway(Map<String, Object> rule) {
    assertThat(rule.get("execErrState"))
        .isEqualTo(rule.get("title").equals("ExporterDown") ? "Error" : "KeepLast");
    assertThat(rule.get("noDataState")).isEqualTo("OK");
  }

  /// Variables of the environment would be put in their place.
  @Test
  void hasNoDollarSignInAText() {
    assertThat(rules().map(rule -> rule.get("annotations").toString()))
        .noneMatch(t -> t.contains("$"));
    assertThat(MessageTemplate.TEXT).doesNotContain("$");
  }

  @Test
  void looksAtMultiplesOfTenSeconds() {
    List<Map<String, Object>> groups = grafana("rules.yml", "groups");

    assertThat(groups).extracting(group -> group.get("interval")).containsOnly("30s");
  }

  @SuppressWarnings("unchecked")
  @Test
  void tellsInPlainTextToAChatThatStaysAText() {
    List<Map<String, Object>> contacts = grafana("contact-points.yml", "contactPoints");
    Map<String, Object> receiver =
        ((List<Map<String, Object>>) contacts.getFirst().get("receivers")).getFirst();

    assertThat((Map<String, Object>) receiver.get("settings"))
        .containsEntry("parse_mode", "None")
        .containsEntry("bottoken", "$ALERT_TELEGRAM_TOKEN")
        .containsEntry("message", "{{ template \"voice2text.message\" . }}");
    assertThat(GrafanaAlertFiles.all().toString()).contains("chatid: '@ALERT_TELEGRAM_CHAT@'");
  }

  @SuppressWarnings("unchecked")
  @Test
  void tellsWhatIsCriticalAtOnceWarningsHourlyTheRestDaily() {
    List<Map<String, Object>> policies = grafana("policies.yml", "policies");
    Map<String, Object> usual = policies.getFirst();
    List<Map<String, Object>> routes = (List<Map<String, Object>>) usual.get("routes");

    assertThat(policies).hasSize(1);
    assertThat(usual).containsEntry("group_interval", "1h").containsEntry("repeat_interval", "55m");
    assertThat(routes)
        .extracting(
            route -> route.get("object_matchers"),
            route -> route.get("group_wait"),
            route -> route.get("group_interval"),
            route -> route.get("repeat_interval"))
        .containsExactly(
            tuple(List.of(List.of("severity", "=", "critical")), "10s", "1m", "1h"),
            tuple(List.of(List.of("severity", "=", "info")), "5m", "1d", "23h"));
    assertThat(usual)
        .containsEntry("group_by", List.of("environment", "alertname", "slo", "memory"));
    assertThat(routes.getLast()).containsEntry("group_by", List.of("environment", "severity"));
  }
}
