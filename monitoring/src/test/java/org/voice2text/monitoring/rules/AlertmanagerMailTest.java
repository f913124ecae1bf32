package org.voice2text.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.monitoring.GeneratedFile;
import org.voice2text.monitoring.Tool;
import org.voice2text.monitoring.rules.FakeMail.Mail;

/// A real Alertmanager with the configuration that is shipped, started as it is in its container,
/// and a mail server that wants TLS, a name and a password.
@Tag("system")
class AlertmanagerMailTest {
  private static final Pace QUICK = new Pace(2000);
  private static final String FROM = "bot@example.com";
  private static final String TO = "me@example.com";

  private FakeTelegram telegram;
  private FakeMail mail;
  private AlertmanagerProcess alertmanager;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    String program = Tool.ALERTMANAGER.path();
    telegram = new FakeTelegram();
    mail = FakeMail.start(folder, "the_user", "pass&word $1");
    for (GeneratedFile file : AlertmanagerFiles.shipped(QUICK)) {
      Path path = folder.resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.content());
    }
    Path script =
        Files.copy(
            Path.of("alertmanager", "start.sh"),
            folder.resolve("alertmanager").resolve("start.sh"));
    ProcessBuilder command = new ProcessBuilder("sh", script.toString());
    command.environment().keySet().removeIf(name -> name.startsWith("ALERT"));
    command
        .environment()
        .putAll(
            Map.of(
                "ALERTMANAGER_PROGRAM",
                debians(program, folder).toString(),
                "ALERTMANAGER_RUN",
                folder.resolve("run").toString(),
                "ALERT_TELEGRAM_CHAT",
                "77",
                "ALERT_TELEGRAM_TOKEN",
                "1:pretended",
                "ALERT_EMAIL_TO",
                TO,
                "ALERT_EMAIL_FROM",
                FROM,
                "ALERT_SMTP_SERVER",
                mail.address(),
                "ALERT_SMTP_USER",
                "the_user",
                "ALERT_SMTP_PASSWORD",
                "pass&word $1",
                // As the authorities are trusted that sign a provider's certificate.
                "SSL_CERT_FILE",
                mail.certificate().toString()));
    alertmanager = AlertmanagerProcess.run(folder, command);
  }

  /// Starts Debian's version, which cannot read Telegram's token from a file, and lets it write to
  /// nobody but the pretended Telegram.
  private Path debians(String program, Path folder) throws IOException {
    Path script =
        Files.writeString(
            folder.resolve("debians"),
            """
            #!/bin/sh
            sed -i 's|bot_token_file: .*|bot_token: "1:pretended"\\n        api_url: %s|' %s
            exec %s "$@"
            """
                .formatted(telegram.api(), folder.resolve("run/alertmanager.yml"), program));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  @AfterEach
  void stop() throws IOException {
    if (alertmanager != null) {
      alertmanager.close();
    }
    mail.close();
    telegram.close();
  }

  @Test
  void writesPlainTextAboutACriticalAlertAndItsEnd() throws IOException, InterruptedException {
    alertmanager.tell(List.of(alert("TranscriptionFailures", "critical")));
    Mail firing = mails(1).getLast();
    assertThat(firing)
        .isEqualTo(
            new Mail(
                FROM,
                TO,
                "FIRING: TranscriptionFailures in riga",
                "text/plain; charset=UTF-8",
                """
                🔴 Firing: TranscriptionFailures (critical) in riga
                Under <5 of *all* are_well & [good](x).
                `50%` of them, "said" <b>bold</b> {{ .Some }} = $1.
                Since 2 Nov 06:04 UTC
                What to do: https://example.org/runbooks.md#a_b

                """));

    Map<String, Object> over = alert("TranscriptionFailures", "critical");
    over.put("endsAt", "2026-11-02T07:30:00Z");
    alertmanager.tell(List.of(over));
    assertThat(mails(2).getLast())
        .isEqualTo(
            new Mail(
                FROM,
                TO,
                "RESOLVED: TranscriptionFailures in riga",
                "text/plain; charset=UTF-8",
                """
                🟢 Resolved: TranscriptionFailures (critical) in riga
                Under <5 of *all* are_well & [good](x).
                From 2 Nov 06:04 to 2 Nov 07:30 UTC

                """));
    assertThat(telegram.texts())
        .extracting(String::strip)
        .as("Telegram is told the same")
        .contains(firing.text().strip());
  }

  @Test
  void writesNoMailAboutAWarning() throws IOException, InterruptedException {
    alertmanager.tell(List.of(alert("HighUserLoad", "warning")));
    await().atMost(Duration.ofSeconds(20)).until(() -> !telegram.texts().isEmpty());
    alertmanager.tell(List.of(alert("LowDiskSpace", "critical")));

    assertThat(mails(1)).extracting(Mail::subject).containsExactly("FIRING: LowDiskSpace in riga");
  }

  /// As soon as there are so many.
  private List<Mail> mails(int count) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> mail.mails(), mails -> mails.size() >= count);
  }

  private static Map<String, Object> alert(String name, String severity) {
    Map<String, Object> alert = new HashMap<>();
    alert.put("labels", Map.of("alertname", name, "severity", severity, "environment", "riga"));
    alert.put(
        "annotations",
        Map.of(
            "summary", "Under <5 of *all* are_well & [good](x).",
            "description", "`50%` of them, \"said\" <b>bold</b> {{ .Some }} = $1.",
            "runbook_url", "https://example.org/runbooks.md#a_b"));
    alert.put("startsAt", "2026-11-02T06:04:05Z");
    alert.put("endsAt", Instant.now().plusSeconds(600).toString());
    return alert;
  }
}
