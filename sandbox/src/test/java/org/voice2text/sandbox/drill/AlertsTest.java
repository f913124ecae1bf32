package org.voice2text.sandbox.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way from a fault to the operator's chat: bot, exporter, Prometheus and Alertmanager as
/// real processes. `make drill` goes it for every alert.
@Tag("system")
final class AlertsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @BeforeAll
  static void needsTheRealTools() {
    RealTools.require();
  }

  @Test
  void tellsOfDeadProcessesAndOfTheirReturnButNotOfWhatFollows() throws Exception {
    DrillPlace place =
        new DrillPlace(
            Path.of(System.getProperty("java.home"), "bin", "java"), Path.of(".."), folder);
    try (DrillStage stage = new DrillStage(place, _ -> () -> {})) {
      stage.start(Scenario.USUAL_FACTOR);
      await("quiet", () -> !fires(stage, "BotDown") && !fires(stage, "ExporterDown"));
      int start = stage.inbox.messages().size();

      stage.bot().kill();

      await("message", () -> stage.inbox.tells("BotDown", start));
      assertThat(stage.inbox.messages())
          .element(start)
          .asString()
          .matches(
              """
              🔴 Firing: BotDown \\(critical\\) in drill
              The bot is down\\.
              For 2 min no bot has told the exporter its metrics, or none gets updates from Telegram\\.
              Since \\d+ \\w{3} \\d\\d:\\d\\d UTC
              What to do: \\S+#botdown\
              """);
      stage.startBot();
      await("message of the end", () -> stage.inbox.tellsEndOf("BotDown", start));

      int afterwards = stage.inbox.messages().size();
      stage.exporter().kill();

      await("message", () -> stage.inbox.tells("ExporterDown", afterwards));
      // Without an exporter nobody knows of a bot either: that follows, and is not told.
      await("silenced alert", () -> stage.alertmanager().silenced().contains("BotDown"));
      assertThat(stage.inbox.tells("BotDown", afterwards)).isFalse();
      stage.startExporter();
      await("message of the end", () -> stage.inbox.tellsEndOf("ExporterDown", afterwards));
    }
  }

  private static boolean fires(DrillStage stage, String alert)
      throws IOException, InterruptedException {
    return stage.prometheus().firing().contains(alert);
  }

  private static void await(String what, DrillStage.Condition condition) throws Exception {
    Duration _ = DrillStage.await(what, PATIENCE, condition);
  }
}
