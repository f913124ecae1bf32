package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.rewriting.FakeModel;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telemetry.Series;
import org.voice2text.bot.transcription.StoredTranscript;
import org.voice2text.model.catalogue.LiveMetrics;

/// One person who wants many texts of one transcript.
@Timeout(60)
@Tag("slow")
class ManyPressesTest {
  private static final long ALICE = 4711;
  private static final long BORIS = 4712;
  private static final List<String> FIVE = List.of("st", "po", "su", "ac", "tr");
  private static final String BUSY =
      "5 texts of yours are being written already. Please press again once one of them is ready.";

  @TempDir private Path folder;
  private final FakeModel model = new FakeModel();
  private Scene scene;
  private long updates;

  @BeforeEach
  void open() {
    scene = new Scene(folder, 5, model.config());
    model.writes(_ -> "Hi.");
  }

  @AfterEach
  void close() {
    scene.close();
    model.close();
  }

  @Test
  void onePersonHasAFewTextsWrittenAtATime() throws Exception {
    int message = deliver(Scene.GROUP);
    model.hold();
    pressFive(message);
    assertThat(scene.notice()).isEqualTo("Working on it…");

    press(ALICE, message, "rw:1:su:sn0:ort");

    assertThat(scene.notice()).isEqualTo(BUSY);
    assertThat(scene.waiting()).isEqualTo(5);
    assertThat(scene.events()).containsSubsequence("button_pressed rewrite", "rate_limited user");
    assertThat(Series.moved(scene.instruments, LiveMetrics.RATE_LIMIT_HITS))
        .isEqualTo(Map.of("{limit=\"user\"}", 1.0));
    // What was asked for last is still what will be shown.
    assertThat(scene.telegram.buttons(message)).anyMatch(b -> b.startsWith("⏳ Translate"));

    model.release();
    awaitFinished();
    press(ALICE, message, "rw:1:su:sn0:ort");
    assertThat(scene.notice()).isEqualTo("Working on it…");
    awaitFinished();
    assertThat(model.asked()).hasSize(6);
  }

  @Test
  void anotherPersonDoesNotWaitForTheirs() throws Exception {
    int message = deliver(Scene.GROUP);
    model.hold();
    pressFive(message);
    await().until(() -> model.asked().size() == 3);

    press(BORIS, message, "rw:1:su:sn0:ort");

    assertThat(scene.notice()).isEqualTo("Working on it…");
    await().until(() -> model.asked().size() == 4);
    model.release();
    awaitFinished();
  }

  @Test
  void aTextThatWasMadeBeforeIsNotCounted() throws Exception {
    int message = deliver(Scene.GROUP);
    press(ALICE, message, "rw:1:su:sn0:ort");
    awaitFinished();
    model.hold();
    pressFive(message);

    press(ALICE, message, "rw:1:su:sn0:ort");

    assertThat(scene.notice()).isEmpty();
    assertThat(scene.events()).doesNotContain("rate_limited user");
    model.release();
    awaitFinished();
  }

  @Test
  void whatAChatWantsOfEveryRecordingLeavesLessRoomAndIsNeverRefused() throws Exception {
    int _ =
        scene.database.transaction(
            "test",
            h ->
                h.execute(
                    "insert into chat_settings values (?, ?, 'auto', 'auto', 'polished', 'messages', 'on_request', 'everyone', 0)",
                    FakeTelegram.BOT,
                    Scene.GROUP.chatId()));
    model.hold();
    int message = deliver(Scene.GROUP);
    for (String mode : List.of("st", "su", "ac", "tr")) {
      press(ALICE, message, "rw:1:%s:mn0:ort".formatted(mode));
    }
    assertThat(scene.notice()).isEqualTo("Working on it…");
    press(ALICE, message, "rw:1:su:sn0:ort");
    assertThat(scene.notice()).isEqualTo(BUSY);

    int second = deliver(Scene.GROUP);

    model.release();
    awaitFinished();
    await().until(() -> scene.telegram.messages().get(second).equals("Hi."));
  }

  private int deliver(ChatRef chat) throws Exception {
    long job = scene.delivered(chat, ALICE, "Guten Tag.", "[]");
    int _ =
        scene.database.transaction(
            "test",
            h ->
                h.execute("update transcripts set language = 'de'")
                    + h.execute("update jobs set update_id = id"));
    StoredTranscript stored = scene.queue.stored(job).orElseThrow();
    scene.conversation.jobDesk().deliver(stored.job(), stored.transcript());
    return Collections.max(scene.telegram.messages().keySet());
  }

  private void pressFive(int message) throws InterruptedException {
    for (String mode : FIVE) {
      press(ALICE, message, "rw:1:%s:mn0:ort".formatted(mode));
    }
  }

  private void press(long person, int message, String data) throws InterruptedException {
    press(Scene.GROUP, person, message, data);
  }

  private void press(ChatRef chat, long person, int message, String data)
      throws InterruptedException {
    scene.conversation.handle(scene.press(++updates, chat, person, message, data));
  }

  private void awaitFinished() {
    await().until(() -> scene.waiting() == 0);
  }
}
