package org.voice2text.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.model.config.Setting.Program;

class SettingsTest {
  private static final String TOKEN = "123456789:AAFthisIsNotARealTokenAtAll_0123";

  @TempDir Path folder;

  @Test
  void everySettingHasItsDefault() {
    Settings settings = parse(Program.BOT, Map.of(), "");
    assertThat(settings.path(Setting.DATABASE_PATH)).contains(Path.of("data/voice2text.db"));
    assertThat(settings.duration(Setting.LIVE_PUSH_INTERVAL)).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.list(Setting.TRANSCRIPTION_ENGINES)).containsExactly("openai", "whisper");
    assertThat(settings.list(Setting.OWNER_IDS)).isEmpty();
    assertThat(settings.number(Setting.QUEUE_CAPACITY)).isEqualTo(10);
    assertThat(settings.decimal(Setting.SENTRY_TRACES_SAMPLE_RATE)).contains(0.1);
    assertThat(settings.decimal(Setting.USD_RUB)).isEmpty();
    assertThat(settings.text(Setting.BOT_TOKEN)).isEmpty();
    assertThat(settings.url(Setting.TELEGRAM_WEBHOOK_URL)).isEmpty();
    assertThat(settings.zone(Setting.TIME_ZONE)).isEqualTo(ZoneId.systemDefault());
    assertThat(settings.secrets()).isEmpty();
  }

  @Test
  void everyDefaultKeepsTheRuleOfItsKind() {
    for (Setting setting : Setting.values()) {
      if (setting.defaultValue() != null) {
        assertThat(SettingParser.parse(setting.kind(), setting.defaultValue())).isNotNull();
      }
    }
  }

  /// As Docker Compose reads the same file.
  @Test
  void aCommentMayStandBehindAValue() {
    Settings settings =
        parse(
            Program.BOT,
            Map.of(),
            """
            OPENAI_TRANSCRIPTION_MODEL=whisper-1 # ours
            SENTRY_ENVIRONMENT='a # b'  # quoted
            WHISPER_MODEL=a#b
            LLM_MODEL= # none
            """);
    assertThat(settings.text(Setting.OPENAI_TRANSCRIPTION_MODEL)).contains("whisper-1");
    assertThat(settings.text(Setting.SENTRY_ENVIRONMENT)).contains("a # b");
    assertThat(settings.text(Setting.WHISPER_MODEL)).contains("a#b");
    assertThat(settings.text(Setting.LLM_MODEL)).isEmpty();
  }

  @Test
  void aMisspeltNameInTheFileIsRefusedAndThoseOfTheContainersAreNot() {
    String containers =
        """
        COMPOSE_PROFILES=logs
        ALERT_TELEGRAM_TOKEN=1:x
        ALERT_TELEGRAM_CHAT=1
        ALERT_EMAIL_TO=a@example.org
        ALERT_SMTP_USER=a
        GRAFANA_ADMIN_PASSWORD=x
        GRAFANA_URL=https://example.org
        RUNBOOKS_URL=https://example.org
        PROMETHEUS_RETENTION=15d
        LOKI_RETENTION=168h
        LONGTERM_RETENTION=5y
        LIMIT_BOT_MEMORY=512m
        LIMIT_BOT_CPUS=1.0
        """;
    assertThat(parse(Program.BOT, Map.of("WORKRES", "3"), containers).number(Setting.WORKERS))
        .isEqualTo(2);
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> parse(Program.BOT, Map.of(), containers + "WORKRES=3\nTIMEZONE=UTC\n"))
        .withMessage(
            """
            The configuration has 2 problems:
              - TIMEZONE: is not a setting; did you mean TIME_ZONE?
              - WORKRES: is not a setting; did you mean WORKERS?
            Each setting is described in .env.example.\
            """);
  }

  @Test
  void theEnvironmentWinsOverTheFile() {
    Settings settings = parse(Program.BOT, Map.of("WORKERS", "7"), "WORKERS=3\nQUEUE_CAPACITY=4\n");
    assertThat(settings.number(Setting.WORKERS)).isEqualTo(7);
    assertThat(settings.number(Setting.QUEUE_CAPACITY)).isEqualTo(4);
  }

  @Test
  void readsQuotesCommentsSpacesAndEqualsSigns() {
    Settings settings =
        parse(
            Program.BOT,
            Map.of(),
            """
            # a comment

              OPENAI_TRANSCRIPTION_MODEL = "whisper-1"\s
            TRANSCRIPTION_COMMAND='run -x=1 {wav}'
            SENTRY_ENVIRONMENT="it's
            WHISPER_MODEL=''
            """);
    assertThat(settings.text(Setting.OPENAI_TRANSCRIPTION_MODEL)).contains("whisper-1");
    assertThat(settings.text(Setting.TRANSCRIPTION_COMMAND)).contains("run -x=1 {wav}");
    assertThat(settings.text(Setting.SENTRY_ENVIRONMENT)).contains("\"it's");
    assertThat(settings.text(Setting.WHISPER_MODEL)).contains("base");
  }

  @Test
  void readsASecretFromAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    Settings settings = parse(Program.BOT, Map.of("BOT_TOKEN", "file:" + file), "");
    assertThat(settings.text(Setting.BOT_TOKEN)).contains(TOKEN);
    assertThat(settings.secrets()).containsExactly(TOKEN);
    assertThat(settings.toString())
        .contains("BOT_TOKEN=(%d characters, not shown)\n".formatted(TOKEN.length()));
  }

  @Test
  void refusesASecretThatIsNotInItsFile() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), " \n");
    Path lines = Files.writeString(folder.resolve("lines"), TOKEN + "\n" + TOKEN);
    Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() ->
            parse(
                Program.BOT,
                Map.of(
                    "BOT_TOKEN", "file:" + folder,
                    "TELEGRAM_WEBHOOK_SECRET", "file:" + empty,
                    "OPENAI_API_KEY", "file:" + lines,
                    "LLM_API_KEY", "file:" + bytes),
                ""))
        .withMessage(
            """
            The configuration has 4 problems:
              - BOT_TOKEN=file:%1$s: that is no file
              - TELEGRAM_WEBHOOK_SECRET=file:%1$s/empty: the file is empty; it must hold the secret
              - OPENAI_API_KEY=file:%1$s/lines: the file must hold one line of text, the secret
              - LLM_API_KEY=file:%1$s/bytes: the file cannot be read (MalformedInputException); it must be UTF-8 text that this user may read
            Each setting is described in .env.example.\
            """
                .formatted(folder));
  }

  @Test
  void onlyASecretIsLookedForInAFile() {
    assertThat(
            parse(Program.BOT, Map.of("WHISPER_MODEL", "file:/none"), "")
                .text(Setting.WHISPER_MODEL))
        .contains("file:/none");
  }

  @Test
  void anEmptyValueIsTheDefault() {
    assertThat(parse(Program.BOT, Map.of("WORKERS", "  "), "").number(Setting.WORKERS))
        .isEqualTo(2);
  }

  @Test
  void reportsAllProblemsTogether() {
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() ->
            parse(
                Program.BOT,
                Map.of("WORKERS", "many", "TELEGRAM_API_URL", "telegram", "BOT_TOKN", "x"),
                "LIVE_PUSH_INTERVAL=250\nwithout equals " + TOKEN + "\nDASHBOARD_COLOUR=red\n"))
        .withMessage(
            """
            The configuration has 6 problems:
              - %s, line 2: must be NAME=value, or a comment that starts with #
              - TELEGRAM_API_URL=telegram: must be an http or https address
              - LIVE_PUSH_INTERVAL=250: must be a number with a unit (ms, s, m, h, d), such as 250ms or 3h
              - WORKERS=many: must be a whole number from 0 to 2147483647
              - BOT_TOKN: is not a setting; did you mean BOT_TOKEN?
              - DASHBOARD_COLOUR: is not a setting
            Each setting is described in .env.example.\
            """
                .formatted(folder.resolve(".env")))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION));
  }

  @Test
  void reportsOneProblemInTheSingular() {
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> parse(Program.BOT, Map.of("WORKERS", "-1"), ""))
        .withMessage(
            """
            The configuration has 1 problem:
              - WORKERS=-1: must be a whole number from 0 to 2147483647
            Each setting is described in .env.example.\
            """);
  }

  @Test
  void reportsAFileThatIsNotText() throws IOException {
    Path file = folder.resolve(".env");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 'A'});
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> Settings.parse(Program.BOT, Map.of(), file))
        .withMessageContaining(
            file + ": cannot be read (MalformedInputException); it must be UTF-8 text");
  }

  @Test
  void anotherProgramsBadValueIsNotThisProgramsProblem() {
    assertThat(parse(Program.EXPORTER, Map.of("WORKERS", "many"), "").number(Setting.METRICS_PORT))
        .isEqualTo(8000);
  }

  @Test
  void refusesToReadAnotherProgramsSetting() {
    Settings settings = parse(Program.EXPORTER, Map.of(), "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.text(Setting.BOT_TOKEN))
        .withMessage("BOT_TOKEN is not a setting of EXPORTER");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.list(Setting.OWNER_IDS))
        .withMessage("OWNER_IDS is not a setting of EXPORTER");
  }

  @Test
  void leavesForeignVariablesAlone() {
    assertThat(
            parse(Program.BOT, Map.of("PATH", "/bin", "WORKER", "3"), "GRAFANA_PASSWORD=x\n")
                .number(Setting.WORKERS))
        .isEqualTo(2);
  }

  @Test
  void showsNoSecretAnywhere() {
    Map<String, String> environment =
        Map.of(
            "BOT_TOKEN", TOKEN + "," + TOKEN + "2",
            "OPENAI_API_KEY", "sk-verysecret",
            "SENTRY_DSN", "https://key@sentry.example/1");
    Settings settings = parse(Program.BOT, environment, "");
    assertThat(settings.toString())
        .contains("BOT_TOKEN=(%d characters, not shown)\n".formatted(2 * TOKEN.length() + 2))
        .contains("OPENAI_API_KEY=(13 characters, not shown)\n")
        .contains("LLM_API_KEY=\n")
        .contains("WORKERS=2\n")
        .doesNotContain("METRICS_PORT")
        .doesNotContain(TOKEN, "sk-verysecret", "key@sentry");
    assertThat(settings.secrets())
        .contains(TOKEN, TOKEN + "2", "sk-verysecret", "https://key@sentry.example/1");
  }

  @Test
  void aSecretWithCommasIsMaskedAsAWholeToo() {
    Settings settings = parse(Program.EXPORTER, Map.of("METRICS_PASSWORD", "ab,cd,ef"), "");
    assertThat(settings.secrets()).contains("ab,cd,ef");
  }

  @Test
  void aBadValueOfALineThatLostItsNameIsNotShown() {
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> parse(Program.BOT, Map.of(), TOKEN + "\n=" + TOKEN + "\n"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("AAF"));
  }

  @Test
  void aPasswordInAnAddressIsNotShown() {
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(
            () -> parse(Program.BOT, Map.of("OPENAI_BASE_URL", "https://me:hunter2@host/v1"), ""))
        .withMessage(
            """
            The configuration has 1 problem:
              - OPENAI_BASE_URL=https://***@host/v1: must not hold a user or a password, because addresses are shown
            Each setting is described in .env.example.\
            """);
  }

  @Test
  void keepsTheOrderOfSeveralTokens() {
    assertThat(parse(Program.BOT, Map.of("BOT_TOKEN", "a:1234567, b:1234567"), "").secrets())
        .isEqualTo(List.of("a:1234567, b:1234567", "a:1234567", "b:1234567"));
  }

  private Settings parse(Program program, Map<String, String> environment, String file) {
    Path path = folder.resolve(".env");
    try {
      Files.writeString(path, file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return Settings.parse(program, environment, path);
  }
}
