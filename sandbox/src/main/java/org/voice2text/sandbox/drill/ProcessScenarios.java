package org.voice2text.sandbox.drill;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.voice2text.sandbox.stage.FreePort;
import org.voice2text.sandbox.stage.Stage;

/// Processes that die, and a database that is out of reach.
final class ProcessScenarios {
  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
                  "BotDown",
                  "the bot is killed",
                  stage -> {
                    stage.bot().kill();
                    return stage::startBot;
                  })
              .followedBy("SLOPage freshness", "SLOTicket freshness"),
          Scenario.of(
                  "ExporterDown",
                  "the exporter is killed",
                  stage -> {
                    stage.exporter().kill();
                    return stage::startExporter;
                  })
              .followedBy("BotDown", "SLOPage freshness", "SLOTicket freshness"),
          byWebhook(
                  "HTTPErrorRate",
                  "another program keeps the database locked, so that the webhook answers 500",
                  stage -> DatabaseLock.take(stage.stage.database()))
              // Each call waits for the lock before it gives up.
              .taking(Duration.ofSeconds(30))
              .followedBy("HTTPLatency", "HighMessageProcessingTime")
              .dividedBy(10),
          byWebhook(
                  "HTTPLatency",
                  "another program locks the database for 8 s, again and again, and the webhook waits",
                  stage ->
                      DatabaseLock.takeRepeatedly(stage.stage.database(), Duration.ofSeconds(8)))
              .followedBy("HTTPErrorRate", "HighMessageProcessingTime")
              .dividedBy(30),
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

  private static Scenario byWebhook(String alert, String fault, Scenario.Cause lock) {
    return Scenario.of(
            alert,
            fault,
            stage -> {
              AutoCloseable locked = lock.begin(stage);
              WebhookCalls calls = new WebhookCalls(stage, Duration.ofMillis(500));
              return () -> {
                calls.close();
                locked.close();
              };
            })
        .prepared(stage -> {
          int port = FreePort.find();
          Stage _ =
              stage
                  .with("BOT_HTTP_PORT", Integer.toString(port))
                  .with("TELEGRAM_WEBHOOK_URL", "http://127.0.0.1:" + port)
                  .with("TELEGRAM_WEBHOOK_SECRET", WebhookCalls.SECRET);
          return () -> {};
        });
  }
}
