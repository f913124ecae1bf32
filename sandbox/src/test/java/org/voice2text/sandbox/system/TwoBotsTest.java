package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.World;

/// Two bots in one process share the queue and nothing else: what becomes of one does not touch the
/// other.
@Tag("system")
final class TwoBotsTest {
  private static final long OTHER = 1000002;

  @TempDir private Path folder;

  @Test
  void oneRevokedTokenDoesNotStopTheOtherBot() throws Exception {
    try (Scene scene = new Scene(folder)) {
      World world = scene.sandbox.world();
      scene.stage.with("BOT_TOKEN", Stage.TOKEN + "," + OTHER + ":token-of-the-other-bot");
      scene.startBot();
      scene.startExporter();
      scene.awaitMetric("bothost_bots_active", 2);
      assertThat(scene.scrape().orElseThrow().value("bothost_bots_created_total")).isEqualTo(2);

      // The same person in two private chats, each answered by its own bot.
      scene.sandbox.speech().answerWith("By this one.");
      scene.speak("one", 2);
      scene.awaitAnswer("By this one.");
      scene.sandbox.speech().answerWith("By the other one.");
      Message _ =
          world.sendVoice(OTHER, scene.alice, "OggS two".getBytes(StandardCharsets.UTF_8), 2);
      scene.awaitUntil("the other bot's answer", () -> count(scene, "By the other one.") == 1);
      scene.awaitMetric("bot_users_total", 1);
      assertThat(scene.answers()).containsExactly("By this one.");

      world.revoke(OTHER);
      // Ends the poll that waits.
      Message _ = world.sendText(OTHER, scene.alice, "/start");
      scene.awaitMetric("bothost_bots_active", 1);
      scene.awaitUntil(
          "health to tell",
          () -> {
            String health = scene.get(scene.health()).body();
            return health.contains("\"status\":\"degraded\"")
                && health.contains("1 of 2 bots receive updates");
          });
      scene.sandbox.speech().answerWith("Still here.");
      scene.speak("three", 2);
      scene.awaitAnswer("Still here.");
      assertThat(scene.bot().output())
          .contains("its token was revoked or mistyped")
          .doesNotContain("token-of-the-other-bot");
    }
  }

  @Test
  void aRecordingThatIsSentToBothIsRecognisedOnceAndAnsweredByBoth() throws Exception {
    try (Scene scene = new Scene(folder)) {
      World world = scene.sandbox.world();
      byte[] same = "OggS for both".getBytes(StandardCharsets.UTF_8);
      scene.stage.with("BOT_TOKEN", Stage.TOKEN + "," + OTHER + ":token-of-the-other-bot");
      scene.startBot();
      scene.startExporter();
      scene.sandbox.speech().answerWith("Heard once.");
      scene.sandbox.faults().add(Target.SPEECH, null, new Fault.Hang(), 1);
      Message _ = world.sendVoice(Stage.BOT_ID, scene.alice, same, 2);
      scene.awaitUntil("the job to run", () -> scene.sandbox.faults().hanging() == 1);
      Message _ = world.sendVoice(OTHER, scene.alice, same, 2);
      scene.awaitUntil("the other bot to take it", () -> count(scene, "Listening…") == 1);

      scene.sandbox.faults().release();

      scene.awaitAnswer("Heard once.");
      scene.awaitUntil("the other bot's answer", () -> count(scene, "Heard once.") == 1);
      assertThat(scene.answers()).containsExactly("Heard once.");
      assertThat(scene.sandbox.speech().requests()).hasSize(1);
      scene.awaitMetric(MainJobTest.SUCCESS, 1);
    }
  }

  private static long count(Scene scene, String text) {
    World world = scene.sandbox.world();
    return world.botMessages(world.privateChat(OTHER, scene.alice)).stream()
        .filter(m -> m.text().equals(text))
        .count();
  }
}
