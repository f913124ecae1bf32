package org.voice2text.sandbox.drill;

import static org.assertj.core.api.Assertions.assertThat;

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
      await("quiet", () -> stage.prometheus().firing().isEmpty());
      int start = stage.inbox.messages().size();

      stage.bot().kill();

      await("the message", () -> stage.inbox.tells("BotDown", start));
      stage.startBot();
      await("the end", () -> stage.inbox.tellsEndOf("BotDown", start));

      int afterwards = stage.inbox.messages().size();
      stage.exporter().kill();

      await("the message", () -> stage.inbox.tells("ExporterDown", afterwards));
      // No exporter tells of a bot either: that follows, and is not told.
      await("both alerts", () -> stage.prometheus().firing().contains("BotDown"));
      stage.startExporter();
      await("the end", () -> stage.inbox.tellsEndOf("ExporterDown", afterwards));
      await("quiet", () -> stage.prometheus().firing().isEmpty());
      assertThat(stage.inbox.tells("BotDown", afterwards)).isFalse();
    }
  }

  private static void await(String what, DrillStage.Condition condition) throws Exception {
    Duration _ = DrillStage.await(what, PATIENCE, condition);
  }
}
