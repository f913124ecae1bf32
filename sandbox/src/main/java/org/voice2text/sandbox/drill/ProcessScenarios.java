package org.voice2text.sandbox.drill;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.voice2text.sandbox.stage.FreePort;

/// Processes that die, and a database that is out of reach.
final class ProcessScenarios {
  private static final String SECRET = "a-secret_of-the-webhook";

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "BotDown",
              "the bot is killed",
              stage -> {
                stage.bot().kill();
                return stage::startBot;
              }),
          Scenario.of(
              "ExporterDown",
              "the exporter is killed",
              stage -> {
                stage.exporter().kill();
                return stage::startExporter;
              }),
          byWebhook(
              "HTTPErrorRate",
              "another program keeps the database locked, so that the webhook answers 500"),
          byWebhook(
              "HTTPLatency",
              "another program keeps the database locked, so that the webhook answers after 5 s"),
          Scenario.of(
              "BusinessMetricsStale",
              "the database file is moved away",
              stage -> {
                Path file = stage.stage.database();
                Path away = file.resolveSibling("moved-away.db");
                Files.move(file, away);
                return () -> Files.move(away, file);
              }));

  private ProcessScenarios() {}

  private static Scenario byWebhook(String alert, String fault) {
    return Scenario.of(
            alert,
            fault,
            stage -> {
              AutoCloseable lock = DatabaseLock.take(stage.stage.database());
              for (int i = 0; i < 100; i++) {
                stage.people.say(stage.people.stranger(), "/help");
              }
              return lock;
            })
        // One update is delivered after the other, each taking the 5 s that the bot waits.
        .dividedBy(10)
        .prepared(stage -> {
          int port = FreePort.find();
          stage
              .with("BOT_HTTP_PORT", Integer.toString(port))
              .with("TELEGRAM_WEBHOOK_URL", "http://127.0.0.1:" + port)
              .with("TELEGRAM_WEBHOOK_SECRET", SECRET);
          return () -> {};
        });
  }
}
