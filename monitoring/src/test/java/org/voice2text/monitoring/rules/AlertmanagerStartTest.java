package org.voice2text.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voice2text.monitoring.Tool;

class AlertmanagerStartTest {
  private static final Path FOLDER = Path.of("alertmanager").toAbsolutePath();

  @TempDir private Path run;

  private record Ended(int code, String said) {}

  private Ended start(Map<String, String> environment) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", FOLDER.resolve("start.sh").toString(), "--log.level=warn")
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("ALERT"));
    builder.environment().put("ALERTMANAGER_PROGRAM", "echo");
    builder.environment().put("ALERTMANAGER_RUN", run.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said.strip());
  }

  private String configuration() throws IOException {
    return Files.readString(run.resolve("alertmanager.yml"));
  }

  @Test
  void putsInTheChatAndTheToken() throws IOException, InterruptedException {
    Path token = Files.writeString(run.resolve("given"), "1:secret\n");

    Ended ended =
        start(
            Map.of(
                "ALERT_TELEGRAM_CHAT", "-1001234567890", "ALERT_TELEGRAM_TOKEN", "file:" + token));

    assertThat(ended)
        .isEqualTo(
            new Ended(
                0, "--config.file=%s --log.level=warn".formatted(run.resolve("alertmanager.yml"))));
    assertThat(configuration())
        .contains("chat_id: -1001234567890", "bot_token_file: " + run + "/telegram_token")
        .doesNotContain("chat_id: 1\n", "example.org", "smtp", "secret", "email_configs");
    assertThat(run.resolve("telegram_token")).hasContent("1:secret");
    assertThat(Files.getPosixFilePermissions(run.resolve("telegram_token")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void putsInTheMailServer() throws IOException, InterruptedException {
    Ended ended =
        start(
            Map.of(
                "ALERT_TELEGRAM_CHAT", "77",
                "ALERT_TELEGRAM_TOKEN", "1:secret",
                "ALERT_EMAIL_TO", "me@example.com",
                "ALERT_EMAIL_FROM", "bot@example.com",
                "ALERT_SMTP_SERVER", "mail.example.com:587",
                "ALERT_SMTP_PASSWORD", "pass&word"));

    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(configuration())
        .contains(
            "smtp_smarthost: mail.example.com:587\n",
            "smtp_from: bot@example.com\n",
            "smtp_auth_username: bot@example.com\n",
            "smtp_auth_password_file: " + run + "/smtp_password\n",
            "      - to: me@example.com\n")
        .doesNotContain("example.org", "pass&word");
    assertThat(run.resolve("smtp_password")).hasContent("pass&word");
  }

  @Test
  void whatItWritesIsAccepted() throws IOException, InterruptedException {
    Ended _ = start(Map.of("ALERT_TELEGRAM_CHAT", "77", "ALERT_TELEGRAM_TOKEN", "1:secret"));
    accepted(configuration());
  }

  @Test
  void whatIsCommittedIsAccepted() throws IOException, InterruptedException {
    String committed = Files.readString(FOLDER.resolve("alertmanager.yml"));
    Files.createDirectory(run.resolve("templates"));
    Files.copy(FOLDER.resolve("templates/message.tmpl"), run.resolve("templates/message.tmpl"));
    accepted(committed);
  }

  /// Before version 0.26, which Debian has, a token cannot be read from a file.
  private void accepted(String configuration) throws IOException, InterruptedException {
    Path file = run.resolve("checked.yml");
    Files.writeString(
        file, configuration.replaceAll("bot_token_file: .*", "bot_token: \"1:secret\""));
    assertThat(Tool.AMTOOL.passes(run, "check-config", file.toString()))
        .contains("3 receivers", "1 templates");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""     | 1:a | ""      | ""    | ALERT_TELEGRAM_CHAT=: must be the number of a chat, such as -1001234567890
          @me    | 1:a | ""      | ""    | ALERT_TELEGRAM_CHAT=@me: must be the number of a chat, such as -1001234567890
          77     | ""  | ""      | ""    | ALERT_TELEGRAM_TOKEN is missing: set it, or write it into the file that it names
          77     | file:/none | "" | "" | ALERT_TELEGRAM_TOKEN=file:/none: there must be a file that can be read
          77     | 1:a | a&b@c.d | h:25  | ALERT_EMAIL_TO=a&b@c.d: must be an address such as me@example.org
          77     | 1:a | ab@c.d  | ""    | ALERT_SMTP_SERVER=: must be host:port, such as smtp.example.org:587
          77     | 1:a | ab@c.d  | mail  | ALERT_SMTP_SERVER=mail: must be host:port, such as smtp.example.org:587
          77     | 1:a | ab@c.d  | h:x   | ALERT_SMTP_SERVER=h:x: must be host:port, such as smtp.example.org:587
          77     | 1:a | ab@c.d  | h&:1  | ALERT_SMTP_SERVER=h&:1: must be host:port, such as smtp.example.org:587
          77     | 1:a | ab@c.d  | h:25  | ALERT_SMTP_PASSWORD is missing: set it, or write it into the file that it names
          """)
  void refusesWhatIsMissingOrWrong(
      String chat, String token, String mail, String server, String message)
      throws IOException, InterruptedException {
    Ended ended =
        start(
            Map.of(
                "ALERT_TELEGRAM_CHAT", chat,
                "ALERT_TELEGRAM_TOKEN", token,
                "ALERT_EMAIL_TO", mail,
                "ALERT_SMTP_SERVER", server));

    assertThat(ended).isEqualTo(new Ended(2, message));
  }
}
