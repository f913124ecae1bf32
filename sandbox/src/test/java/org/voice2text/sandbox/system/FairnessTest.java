package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.World;

/// Nobody's many recordings hold up another's one, and nobody sends them faster than they can be
/// answered.
@Tag("system")
final class FairnessTest {
  private static final String LIMITED = "rate_limit_hits_total{limit=\"user\"}";

  @TempDir private Path folder;

  @Test
  void oneRecordingDoesNotWaitBehindAllOfAnothersAndTheOneTooManyIsRefused() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.stage.with("WORKERS", "1");
      scene.stage.with("QUEUE_CAPACITY", "40");
      scene.startExporter();
      scene.startBot();
      World world = scene.sandbox.world();
      User boris = world.boris();
      scene.sandbox.speech().answerWith("Heard.");
      scene.sandbox.faults().add(Target.SPEECH, null, new Fault.Hang(), 1);
      for (int i = 1; i <= 10; i++) {
        scene.speak("recording " + i, 3);
      }
      scene.awaitUntil("all to be taken", () -> jobs(scene).size() == 10);
      scene.awaitUntil("the first to run", () -> scene.sandbox.faults().hanging() == 1);
      Message _ =
          world.sendVoice(
              Stage.BOT_ID, boris, "OggS his only one".getBytes(StandardCharsets.UTF_8), 3);
      scene.awaitUntil("his to be taken, too", () -> jobs(scene).size() == 11);

      scene.sandbox.faults().release();

      scene.awaitUntil("all answers", () -> scene.count("Heard.") == 10);
      // Behind the one that ran already, and at most one more.
      assertThat(jobs(scene).indexOf(boris.id())).isBetween(1, 2);
      for (int i = 11; i <= 21; i++) {
        scene.speak("recording " + i, 3);
      }
      scene.awaitUntil(
          "the refusal",
          () ->
              scene.answers().stream()
                  .anyMatch(a ->
                      a.startsWith(
                          "That is quick: 20 recordings of yours within a minute are the most I can take.")));
      scene.awaitUntil("the other answers", () -> scene.count("Heard.") == 20);
      scene.awaitMetric(LIMITED, 1);
    }
  }

  /// Who asked for the jobs, in the order of their ends.
  private static List<Long> jobs(Scene scene) {
    try (Database database = Database.openReader(scene.stage.database(), DatabaseObserver.NONE)) {
      return database.transaction(
          "test",
          h ->
              h.createQuery(
                      """
                      select u.telegram_id from jobs j join users u on u.id = j.user_id
                      order by j.finished_at is null, j.finished_at, j.id
                      """)
                  .mapTo(Long.class)
                  .list());
    }
  }
}
