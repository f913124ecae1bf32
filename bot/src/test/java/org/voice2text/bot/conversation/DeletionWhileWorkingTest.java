package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.rewriting.FakeModel;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.transcription.StoredTranscript;

/// People who have their data deleted while something of theirs goes on are not known afterwards.
@Timeout(60)
@Tag("slow")
class DeletionWhileWorkingTest {
  private static final long ALICE = 4711;
  private static final long BORIS = 4712;
  private static final String SUMMARY = "rw:1:su:mn0:ort";

  @TempDir private Path folder;
  private final FakeModel model = new FakeModel();
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(folder, 5, model.config());
  }

  @AfterEach
  void close() {
    model.release();
    scene.close();
    model.close();
  }

  @Test
  void whatTheModelWritesForThemIsGivenUp() throws Exception {
    int message = deliver(Scene.CHAT);
    model.hold();
    scene.conversation.handle(
        sent(scene.press(1, Scene.CHAT, ALICE, message, SUMMARY), press(ALICE, 42)));
    await().until(() -> model.asked().size() == 1);

    forget(2);

    await().until(() -> scene.events().contains("rewrite_finished summary"));
    model.release();
    await().until(() -> scene.waiting() == 0);
    assertForgotten();
    assertThat(scene.telegram.messages().get(message)).isEqualTo("Hello there.");
    assertThat(
            scene.count(
                "select count(*) from technical_events where type = 'rewrite_finished' and status = 'cancelled'"))
        .isOne();
  }

  @Test
  void whatOthersWantOfTheirTextIsGivenUpToo() throws Exception {
    int message = deliver(Scene.GROUP);
    model.hold();
    scene.conversation.handle(
        sent(scene.press(1, Scene.GROUP, BORIS, message, SUMMARY), press(BORIS, -42)));
    await().until(() -> model.asked().size() == 1);

    forget(2);

    await().until(() -> scene.waiting() == 0);
    assertForgotten();
    assertThat(scene.telegram.messages().get(message)).isEqualTo("Hello there.");
    assertThat(scene.events()).contains("button_pressed rewrite");
    assertThat(scene.count("select count(*) from users where telegram_id = 4712")).isOne();
  }

  @Test
  void aTextWhoseTranscriptIsGoneIsNotShown() throws Exception {
    int message = deliver(Scene.CHAT);
    model.hold();
    scene.conversation.handle(scene.press(1, Scene.CHAT, ALICE, message, SUMMARY));
    await().until(() -> model.asked().size() == 1);
    int _ = scene.database.transaction("test", h -> h.execute("delete from transcripts"));
    model.release();
    await().until(() -> scene.waiting() == 0);
    assertThat(scene.telegram.messages().get(message)).isEqualTo("Hello there.");
  }

  @Test
  void whatTheySentBeforeAndNobodyHasAnsweredYetIsDropped() throws Exception {
    int _ = deliver(Scene.CHAT);
    Incoming recording =
        sent(
            scene.inGroup(1, ALICE, null, new Incoming.Media(Scene.voice("1"))),
            message(1, ALICE, -42, "\"voice\":{\"file_id\":\"F\"}"));
    Incoming command =
        sent(
            scene.inGroup(2, ALICE, null, new Incoming.Command("help", "", "")),
            message(2, ALICE, -42, "\"text\":\"/help\""));
    Incoming anothers =
        sent(
            scene.inGroup(3, BORIS, null, new Incoming.Command("help", "", "")),
            message(3, BORIS, -42, "\"text\":\"/help 4711\""));
    Incoming paid =
        sent(
            scene.command(4, "en", "x"),
            message(
                4,
                ALICE,
                42,
                "\"successful_payment\":{\"currency\":\"XTR\",\"total_amount\":75,\"invoice_payload\":\"p\","
                    + "\"telegram_payment_charge_id\":\"c\",\"provider_payment_charge_id\":\"d\"}"));
    Incoming ofNoInterest =
        sent(
            scene.command(5, "en", "x"),
            "{\"update_id\":5,\"poll_answer\":{\"user\":{\"id\":4711}}}");

    forget(6);
    int messages = scene.telegram.messages().size();

    assertThat(waiting()).containsExactly(3L, 4L);
    for (Incoming incoming : List.of(recording, command, ofNoInterest)) {
      scene.conversation.handle(incoming);
    }
    assertForgotten();
    assertThat(scene.count("select count(*) from jobs")).isZero();
    assertThat(scene.telegram.messages()).hasSize(messages);
    scene.conversation.handle(anothers);
    assertThat(scene.telegram.messages()).hasSize(messages + 1);
    assertThat(waiting()).containsExactly(paid.update().updateId());
  }

  private List<Long> waiting() {
    return scene.database.transaction(
        "test",
        h ->
            h.createQuery("select update_id from updates where handled_at is null order by 1")
                .mapTo(Long.class)
                .list());
  }

  private void forget(long update) throws InterruptedException {
    scene.conversation.handle(scene.pressPrivately(update, ALICE, 999, "forget:yes"));
  }

  private void assertForgotten() {
    assertThat(scene.count("select count(*) from users where telegram_id = 4711")).isZero();
    assertThat(scene.count("select count(*) from private_chats")).isZero();
    assertThat(scene.count("select count(*) from transcripts")).isZero();
    assertThat(scene.count("select count(*) from variants")).isZero();
  }

  /// Gives an update the body with which Telegram delivered it.
  private Incoming sent(Incoming incoming, String body) {
    int changed =
        scene.database.transaction(
            "test",
            h ->
                h.execute(
                    "update updates set body = ? where update_id = ?",
                    body,
                    incoming.update().updateId()));
    assertThat(changed).isOne();
    return incoming;
  }

  private static String press(long sender, long chat) {
    return """
    {"update_id":1,"callback_query":{"id":"q","data":"x","from":{"id":%d,"is_bot":false,"first_name":"N"},
      "message":{"message_id":5,"date":1,"chat":{"id":%d,"type":"private"}}}}
    """
        .formatted(sender, chat);
  }

  private static String message(long id, long sender, long chat, String body) {
    return """
    {"update_id":%d,"message":{"message_id":5,"date":1,"chat":{"id":%d,"type":"%s"},
      "from":{"id":%d,"is_bot":false,"first_name":"N"},%s}}
    """
        .formatted(id, chat, chat > 0 ? "private" : "group", sender, body);
  }

  /// @return the message with the buttons
  private int deliver(ChatRef chat) throws Exception {
    long job = scene.delivered(chat, ALICE, "Hello there.", "[]");
    StoredTranscript stored = scene.queue.stored(job).orElseThrow();
    scene.conversation.jobDesk().deliver(stored.job(), stored.transcript());
    assertThat(chat.botId()).isEqualTo(FakeTelegram.BOT);
    return Collections.max(scene.telegram.messages().keySet());
  }
}
