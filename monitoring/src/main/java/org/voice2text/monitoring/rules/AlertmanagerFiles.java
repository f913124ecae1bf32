package org.voice2text.monitoring.rules;

import static org.voice2text.monitoring.rules.Yaml.map;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.voice2text.monitoring.GeneratedFile;

/// Writes Alertmanager's configuration: ways to Telegram and, for what is critical, by e-mail; what
/// silences what; and the message.
///
/// Alertmanager reads neither a chat nor addresses from the environment. `start.sh`, which lies
/// beside the file, puts them in, in place of the chat 1 and the addresses at `example.org`.
public final class AlertmanagerFiles {
  private static final String FOLDER = "alertmanager/";

  /// Where `start.sh` puts the secrets.
  private static final String SECRETS = "/run/alertmanager/";

  private static final long NO_CHAT = 1;

  private final Pace pace;
  private final Map<String, Object> telegram;
  private final boolean withMail;

  private AlertmanagerFiles(Pace pace, Map<String, Object> telegram, boolean withMail) {
    this.pace = pace;
    this.telegram = telegram;
    this.withMail = withMail;
  }

  /// What the project ships.
  public static List<GeneratedFile> shipped() {
    return shipped(Pace.REAL);
  }

  /// @param pace how fast waits and repetitions pass
  static List<GeneratedFile> shipped(Pace pace) {
    Map<String, Object> telegram = map("bot_token_file", SECRETS + "telegram_token");
    telegram.put("chat_id", NO_CHAT);
    return new AlertmanagerFiles(pace, telegram, true).files();
  }

  /// The same routes and messages to some server that pretends to be Telegram, without e-mail. Runs
  /// on Alertmanager 0.25 too, which cannot read a token from a file.
  ///
  /// @param pace how fast waits and repetitions pass
  /// @param api without the part that names the bot
  public static List<GeneratedFile> pretended(Pace pace, URI api, String token, long chat) {
    Map<String, Object> telegram =
        map("api_url", api.toString(), "bot_token", token, "chat_id", chat);
    return new AlertmanagerFiles(pace, telegram, false).files();
  }

  private List<GeneratedFile> files() {
    return List.of(
        new GeneratedFile(FOLDER + "alertmanager.yml", Yaml.file(content())),
        new GeneratedFile(FOLDER + "templates/message.tmpl", MessageTemplate.TEXT));
  }

  private Map<String, Object> content() {
    return map(
        "global", withMail ? mailServer() : null,
        "templates", List.of("templates/*.tmpl"),
        "route", routes(),
        "inhibit_rules", inhibitions(),
        // E-mail is the end of the file, so that start.sh can cut it off.
        "receivers", List.of(receiver(Severity.INFO), receiver(Severity.WARNING), critical()));
  }

  private static Map<String, Object> mailServer() {
    return map(
        "smtp_smarthost", "smtp.example.org:587",
        "smtp_from", "from@example.org",
        "smtp_auth_username", "user@example.org",
        "smtp_auth_password_file", SECRETS + "smtp_password",
        // A name and a password never cross the network in the clear: with port 465 TLS comes
        // first, with any other by
        // STARTTLS, and a server that has none is refused.
        "smtp_require_tls", true);
  }

  private Map<String, Object> routes() {
    Map<String, Object> usual = times(Route.of(Severity.WARNING));
    usual.put("routes", Route.others().stream().map(this::route).toList());
    return usual;
  }

  private Map<String, Object> route(Route route) {
    Map<String, Object> written =
        map("matchers", List.of("severity=\"%s\"".formatted(route.severity().label())));
    written.putAll(times(route));
    return written;
  }

  private Map<String, Object> times(Route route) {
    return map(
        "receiver", route.severity().label(),
        "group_by", route.groupBy(),
        "group_wait", Pace.text(pace.wait(route.first())),
        "group_interval", Pace.text(pace.wait(route.interval())),
        "repeat_interval", Pace.text(pace.wait(route.repeat())));
  }

  private Map<String, Object> receiver(Severity severity) {
    Map<String, Object> message = map("send_resolved", true);
    message.putAll(telegram);
    message.put("parse_mode", "");
    message.put("message", MessageTemplate.USE);
    return map("name", severity.label(), "telegram_configs", List.of(message));
  }

  private Map<String, Object> critical() {
    Map<String, Object> critical = receiver(Severity.CRITICAL);
    if (withMail) {
      critical.put(
          "email_configs",
          List.of(
              map(
                  "to",
                  "to@example.org",
                  "send_resolved",
                  true,
                  "headers",
                  map(
                      "Subject",
                      "{{ .Status | toUpper }}: {{ .CommonLabels.alertname }}"
                          + "{{ with .CommonLabels.environment }} in {{ . }}{{ end }}"),
                  "html",
                  "",
                  "text",
                  MessageTemplate.USE)));
    }
    return critical;
  }

  /// One for each alert that silences others. The labels must agree that tell installations, and
  /// objectives, apart; a label that neither has agrees.
  private static List<Map<String, Object>> inhibitions() {
    Map<String, List<String>> silenced = new TreeMap<>();
    for (Alert alert : Alerts.all()) {
      for (String source : alert.silencedBy()) {
        silenced.merge(
            source,
            List.of(alert.name()),
            (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
      }
    }
    return silenced.entrySet().stream().map(e -> inhibition(e.getKey(), e.getValue())).toList();
  }

  private static Map<String, Object> inhibition(String source, List<String> targets) {
    boolean ofObjective = source.toLowerCase(Locale.ROOT).startsWith("slo");
    return map(
        "source_matchers", List.of("alertname=\"%s\"".formatted(source)),
        "target_matchers", List.of("alertname=~\"%s\"".formatted(String.join("|", targets))),
        "equal",
            ofObjective
                ? List.of("service", "environment", "slo")
                : List.of("service", "environment"));
  }
}
