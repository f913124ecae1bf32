package org.voice2text.monitoring.rules;

import static org.voice2text.monitoring.rules.Yaml.map;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.voice2text.monitoring.GeneratedFile;

/// Writes Grafana's alert rules, contact point, notification policy and message, which it reads at
/// its start.
///
/// In these files `$NAME` is a variable of the environment, except in the `model` of a rule and in
/// a message; how a dollar sign itself is written has changed from version to version, so there is
/// none. The token of the bot that tells comes from the environment. A chat would become a number,
/// which Grafana refuses: `@ALERT_TELEGRAM_CHAT@` has to be replaced before the start.
public final class GrafanaAlertFiles {
  private static final String FOLDER = "grafana/provisioning/alerting/";
  private static final int ORGANISATION = 1;
  private static final String CONTACT = "telegram";

  /// A multiple of 10 s, in which Grafana counts.
  private static final Duration EVERY = Duration.ofSeconds(30);

  /// What a query may look at beside its own ranges.
  private static final Map<String, Object> NOW = map("from", 600, "to", 0);

  private GrafanaAlertFiles() {}

  public static List<GeneratedFile> all() {
    return List.of(
        file("rules.yml", "groups", groups()),
        file("contact-points.yml", "contactPoints", List.of(contact())),
        file("policies.yml", "policies", List.of(policy())),
        file("templates.yml", "templates", List.of(template())));
  }

  private static GeneratedFile file(String name, String what, List<Map<String, Object>> content) {
    return new GeneratedFile(FOLDER + name, Yaml.file(map("apiVersion", 1, what, content)));
  }

  private static List<Map<String, Object>> groups() {
    return Stream.concat(Alerts.groups().stream(), SloRules.conclusions().stream())
        .filter(group -> !group.alerts().isEmpty())
        .map(GrafanaAlertFiles::group)
        .toList();
  }

  private static Map<String, Object> group(RuleGroup group) {
    return map(
        "orgId", ORGANISATION,
        "name", group.name(),
        "folder", "Voice2Text",
        "interval", Pace.text(EVERY),
        "rules", group.alerts().stream().map(GrafanaAlertFiles::rule).toList());
  }

  private static Map<String, Object> rule(Alert alert) {
    return map(
        "uid",
        "voice2text-" + alert.name().toLowerCase(Locale.ROOT),
        "title",
        alert.name(),
        "condition",
        "B",
        "data",
        List.of(query(alert), found()),
        // The expression has a series for what is wrong only: none is good.
        "noDataState",
        "OK",
        // That Prometheus does not answer is told once, not for each rule, and ends no alert.
        "execErrState",
        alert.name().equals("ExporterDown") ? "Error" : "KeepLast",
        "for",
        Pace.text(alert.hold()),
        "labels",
        RuleFiles.labels(alert),
        "annotations",
        map(
            "summary", text(alert, alert.summary()),
            "description", text(alert, alert.description()),
            "runbook_url", Runbooks.address(alert)),
        "isPaused",
        false);
  }

  /// The value may be 0, as that of a bot that is down.
  private static Map<String, Object> found() {
    return map(
        "refId",
        "B",
        "relativeTimeRange",
        NOW,
        "datasourceUid",
        "__expr__",
        "model",
        map("refId", "B", "type", "math", "expression", "is_number($A)"));
  }

  private static Map<String, Object> query(Alert alert) {
    return map(
        "refId",
        "A",
        "relativeTimeRange",
        NOW,
        "datasourceUid",
        "prometheus",
        "model",
        map(
            "refId",
            "A",
            "editorMode",
            "code",
            "expr",
            alert.expression().promql(Pace.REAL),
            "instant",
            true,
            "range",
            false,
            "intervalMs",
            1000,
            "maxDataPoints",
            43200));
  }

  /// In Grafana's templates.
  private static String text(Alert alert, String text) {
    String value = "{{ .Values.A.Value | %s }}".formatted(alert.text().unit().function());
    return Placeholders.fill(text, value, "{{ .Labels.%s }}");
  }

  private static Map<String, Object> contact() {
    return map(
        "orgId", ORGANISATION,
        "name", CONTACT,
        "receivers",
            List.of(
                map(
                    "uid",
                    "voice2text-telegram",
                    "type",
                    "telegram",
                    "settings",
                    map(
                        "bottoken", "$ALERT_TELEGRAM_TOKEN",
                        "chatid", "@ALERT_TELEGRAM_CHAT@",
                        "message", MessageTemplate.USE,
                        "parse_mode", "None",
                        "disable_web_page_preview", true),
                    "disableResolveMessage",
                    false)));
  }

  private static Map<String, Object> policy() {
    Map<String, Object> usual = map("orgId", ORGANISATION);
    usual.putAll(times(Route.of(Severity.WARNING)));
    usual.put("routes", Route.others().stream().map(GrafanaAlertFiles::route).toList());
    return usual;
  }

  private static Map<String, Object> route(Route route) {
    Map<String, Object> written = times(route);
    written.put("object_matchers", List.of(List.of("severity", "=", route.severity().label())));
    return written;
  }

  private static Map<String, Object> times(Route route) {
    return map(
        "receiver", CONTACT,
        "group_by", route.groupBy(),
        "group_wait", Pace.text(route.first()),
        "group_interval", Pace.text(route.interval()),
        "repeat_interval", Pace.text(route.repeat()));
  }

  private static Map<String, Object> template() {
    return map(
        "orgId", ORGANISATION, "name", MessageTemplate.NAME, "template", MessageTemplate.TEXT);
  }
}
