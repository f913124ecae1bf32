package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.sandbox.stage.Stage;

/// The bot does not notice what becomes of the exporter.
@Tag("system")
final class ExporterStandstillTest {
  private static final int MESSAGES = 40;
  private static final int WARM_UP = 20;

  @TempDir private Path folder;

  @Test
  void answersAsFastWithAFrozenExporterAsWithNone() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startBot();
      Duration _ = median(scene, WARM_UP);
      Duration absent = median(scene, MESSAGES);
      scene.startExporter();
      scene.awaitMetric("bot_health", 1);
      scene.exporter().freeze();
      Duration frozen = median(scene, MESSAGES);
      scene.exporter().thaw();

      // The same, but for the noise of a shared machine: a bot that waited for the exporter would
      // take 1 s and more.
      assertThat(frozen).isLessThan(absent.multipliedBy(3).plusMillis(50));
      scene.awaitMetric(
          "bot_messages_received_total{message_type=\"command\"}", WARM_UP + 2 * MESSAGES);
    }
  }

  /// Each message by another person, so that no limit of a chat makes it wait.
  private static Duration median(Scene scene, int messages) throws Exception {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      var user = scene.sandbox.world().addUser("User", "en");
      var chat = scene.sandbox.world().privateChat(Stage.BOT_ID, user);
      long start = System.nanoTime();
      var _ = scene.sandbox.world().sendText(Stage.BOT_ID, user, "/start");
      scene.awaitUntil("the answer", () -> scene.sandbox.world().messages(chat).size() == 2);
      times.add(Duration.ofNanos(System.nanoTime() - start));
    }
    Collections.sort(times);
    return times.get(times.size() / 2);
  }
}
