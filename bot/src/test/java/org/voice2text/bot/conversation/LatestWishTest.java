package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.transcription.StoredTranscript;

@Timeout(30)
class LatestWishTest {
  @TempDir private Path folder;
  private final LatestWish latest = new LatestWish();
  private final List<String> changes = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aSlowChangeHoldsUpNoOtherMessage() throws Exception {
    try (Scene scene = new Scene(folder, 5)) {
      TextMessage slow = message(scene, 1);
      Object wish = latest.begin(slow);
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      Thread sender =
          Thread.ofVirtual()
              .start(() ->
                  change(
                      slow,
                      wish,
                      () -> {
                        begun.countDown();
                        goOn.await();
                        changes.add("slow");
                      }));
      begun.await();

      for (int i = 2; i < 300; i++) {
        TextMessage other = message(scene, i);
        Object its = latest.begin(other);
        latest.showIfLatest(other, its, () -> changes.add("quick"));
        latest.end(other, its);
      }

      assertThat(changes).hasSize(298).containsOnly("quick");
      goOn.countDown();
      sender.join();
      assertThat(changes).endsWith("slow");
    }
  }

  @Test
  void whatWasAskedForLastComesLast() throws Exception {
    try (Scene scene = new Scene(folder, 5)) {
      TextMessage message = message(scene, 1);
      Object first = latest.begin(message);
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      Thread sender =
          Thread.ofVirtual()
              .start(() ->
                  change(
                      message,
                      first,
                      () -> {
                        begun.countDown();
                        goOn.await();
                        changes.add("first");
                      }));
      begun.await();
      Object second = latest.begin(message);
      Thread other =
          Thread.ofVirtual().start(() -> change(message, second, () -> changes.add("second")));
      goOn.countDown();
      sender.join();
      other.join();
      latest.end(message, first);
      latest.showIfLatest(message, first, () -> changes.add("first again"));
      latest.end(message, second);
      latest.showIfLatest(message, second, () -> changes.add("second again"));

      assertThat(changes).containsExactly("first", "second");
    }
  }

  private void change(TextMessage message, Object wish, LatestWish.Change change) {
    try {
      latest.showIfLatest(message, wish, change);
    } catch (TelegramException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static TextMessage message(Scene scene, int id) {
    StoredTranscript source =
        scene
            .queue
            .stored(1)
            .or(() -> scene.queue.stored(scene.delivered(Scene.CHAT, 4711, "Hello.", "[]")))
            .orElseThrow();
    ShownText shown = ShownText.original(source.job(), source.transcript(), Place.TRANSCRIPT);
    return new TextMessage(source, id, shown, null);
  }
}
