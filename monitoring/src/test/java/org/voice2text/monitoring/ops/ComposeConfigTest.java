package org.voice2text.monitoring.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.monitoring.ops.OutsideProgram.Outcome;

/// What docker-compose itself has to say.
class ComposeConfigTest {
  private static final Map<String, String> NEEDED =
      Map.of(
          "BOT_TOKEN", "1:token",
          "ALERT_TELEGRAM_TOKEN", "2:token",
          "ALERT_TELEGRAM_CHAT", "-1001",
          "GRAFANA_ADMIN_PASSWORD", "a password");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"", "alertmanager", "host", "logs", "longterm", "alertmanager,host,logs,longterm"})
  void takesTheFile(String profiles) throws Exception {
    Map<String, String> variables = new HashMap<>(NEEDED);
    variables.put("COMPOSE_PROFILES", profiles);
    Outcome outcome = config(variables);
    assertThat(outcome.code()).as(outcome.said()).isZero();
    assertThat(outcome.said()).contains("BOT_TOKEN: 1:token").doesNotContain("WARNING");
    assertThat(outcome.said()).contains("PROFILES: " + (profiles.isEmpty() ? "''" : profiles));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BOT_TOKEN",
        "ALERT_TELEGRAM_TOKEN",
        "ALERT_TELEGRAM_CHAT",
        "GRAFANA_ADMIN_PASSWORD"
      })
  void saysWhatIsMissing(String name) throws Exception {
    Map<String, String> variables = new HashMap<>(NEEDED);
    variables.remove(name);
    Outcome outcome = config(variables);
    assertThat(outcome.code()).isNotZero();
    assertThat(outcome.said()).contains("set " + name + " in .env, to ");
  }

  @Test
  void handsOnWhatIsSetAndNothingElse() throws Exception {
    Map<String, String> variables = new HashMap<>(NEEDED);
    variables.put("LLM_MODEL", "a-model");
    variables.put("LIMIT_BOT_MEMORY", "1g");
    variables.put("PROMETHEUS_RETENTION", "90d");
    assertThat(config(variables).said())
        .contains("LLM_MODEL: a-model", "mem_limit: 1g", "RETENTION: 90d", "TIME_ZONE: null");
  }

  @Test
  void takesSecretsInFiles() throws Exception {
    Map<String, String> variables = new HashMap<>(NEEDED);
    variables.put("COMPOSE_PROFILES", "alertmanager");
    variables.put("BOT_TOKEN", "file:/run/secrets/bot_token");
    variables.put("GRAFANA_ADMIN_PASSWORD", "file:/run/secrets/grafana_password");
    Outcome outcome = config(variables);
    assertThat(outcome.code()).as(outcome.said()).isZero();
    assertThat(outcome.said())
        .contains(
            "BOT_TOKEN: file:/run/secrets/bot_token",
            "GF_SECURITY_ADMIN_PASSWORD: file:/run/secrets/grafana_password");
    String mount = "- %s:/run/secrets:ro".formatted(ProjectFiles.ROOT.resolve("secrets"));
    assertThat(outcome.said().split(Pattern.quote(mount), -1))
        .as("bot, exporter, Grafana, Alertmanager")
        .hasSize(5);
  }

  @Test
  void theSandboxTakesThePlaceOfTelegram() throws Exception {
    Outcome outcome = config(Map.of(), NEEDED, "--file", sandbox());
    assertThat(outcome.code()).as(outcome.said()).isZero();
    assertThat(outcome.said())
        .contains(
            "BOT_TOKEN: 1000001:pretend-token-of-the-sandbox",
            "TELEGRAM_API_URL: http://sandbox:8090",
            "- 127.0.0.1:8090:8090",
            "LOG_LEVEL: null");
    assertThat(outcome.said().split("no-new-privileges:true", -1)).hasSize(12);
  }

  /// Of `make try`, in a folder whose `.env` is that of a real bot.
  @Test
  void aTrialTellsNobodyOutsideAndGetsNoSecret() throws Exception {
    Map<String, String> variables = new HashMap<>(NEEDED);
    variables.put("COMPOSE_PROFILES", "alertmanager,host,logs,longterm");
    List<String> real =
        List.of(
            "ALERT_EMAIL_TO",
            "ALERT_EMAIL_FROM",
            "ALERT_SMTP_SERVER",
            "ALERT_SMTP_USER",
            "ALERT_SMTP_PASSWORD",
            "SENTRY_DSN",
            "TELEGRAM_WEBHOOK_URL",
            "TELEGRAM_WEBHOOK_SECRET",
            "OPENAI_API_KEY",
            "LLM_API_KEY");
    real.forEach(name -> variables.put(name, "a-real-one"));
    assertThat(config(Map.of(), variables).said()).contains("ALERT_EMAIL_TO: a-real-one");

    Outcome outcome = config(trial(), variables, "--file", sandbox());

    assertThat(outcome.code()).as(outcome.said()).isZero();
    assertThat(outcome.said())
        .contains(
            "PROFILES: ''",
            "SENTRY_DSN: ''",
            "TELEGRAM_WEBHOOK_URL: ''",
            "ALERT_TELEGRAM_TOKEN: none")
        .doesNotContain("a-real-one", "1:token", "2:token", "-1001", "PROFILES: alertmanager");
  }

  /// The variables that `make try` sets.
  private static Map<String, String> trial() {
    String line =
        ProjectFiles.text("Makefile")
            .lines()
            .filter(l -> l.startsWith("TRIAL = "))
            .findFirst()
            .orElseThrow();
    Map<String, String> variables = new HashMap<>();
    Pattern.compile("([A-Z_]+)=(\\S*) ")
        .matcher(line.substring(0, line.indexOf("$(COMPOSE)")))
        .results()
        .forEach(found -> variables.put(found.group(1), found.group(2)));
    return variables;
  }

  private static String sandbox() {
    return ProjectFiles.ROOT.resolve("docker-compose.sandbox.yml").toString();
  }

  private Outcome config(Map<String, String> variables) throws IOException, InterruptedException {
    return config(Map.of(), variables);
  }

  /// @param environment of docker-compose
  /// @param variables what stands in `.env`
  /// @param more options
  private Outcome config(
      Map<String, String> environment, Map<String, String> variables, String... more)
      throws IOException, InterruptedException {
    Path env = folder.resolve(".env");
    Files.write(
        env, variables.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    return OutsideProgram.find("docker-compose")
        .run(
            environment,
            folder,
            Stream.of(
                    Stream.of(
                        "--env-file",
                        env.toString(),
                        "--project-directory",
                        ProjectFiles.ROOT.toString(),
                        "--file",
                        ProjectFiles.ROOT.resolve(ComposeFile.NAME).toString()),
                    Stream.of(more),
                    Stream.of("config"))
                .flatMap(words -> words)
                .toArray(String[]::new));
  }
}
