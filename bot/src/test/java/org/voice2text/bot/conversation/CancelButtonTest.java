package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Sender;
import org.voice2text.bot.telemetry.Series;
import org.voice2text.model.catalogue.LiveMetrics;

@Timeout(60)
@Tag("slow")
class CancelButtonTest {
  private static final String NOT_YOURS =
      "Only the person who asked for this can do that; in a group, its administrators can, too.";

  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new Scene(folder, 10);
    scene.conversation.handle(scene.voice(1, "en", 1000, Duration.ofMinutes(1)));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({"en,Cancelled.", "ru,Отменено."})
  void givesUpAWaitingJob(String language, String text) throws Exception {
    scene.conversation.handle(scene.voice(2, language, 1000, Duration.ofMinutes(1)));
    press(Scene.CHAT, 4711, language, "cancel:2");
    assertThat(scene.telegram.messages().values())
        .containsExactly("Accepted. Place in the queue: 1", text);
    assertThat(notices()).containsExactly(text);
    assertThat(states()).containsExactly("queued", "cancelled");
    assertThat(scene.events())
        .endsWith(
            "job_cancelled",
            "message_received callback",
            "button_pressed cancel",
            "operation_performed cancel");
    assertThat(scene.waiting()).isZero();
    assertThat(Series.moved(scene.instruments, LiveMetrics.CALLBACK_QUERIES))
        .containsEntry("{action=\"cancel\"}", 1.0);
  }

  /// As after a kill between the decision and its confirmation.
  @Test
  void confirmsOnceMoreWhatWasGivenUpBefore() throws Exception {
    press(Scene.CHAT, 4711, "en", "cancel:1");
    scene.restart();
    press(Scene.CHAT, 4711, "en", "cancel:1");
    assertThat(notices()).containsExactly("Cancelled.", "Cancelled.");
    assertThat(scene.telegram.messages().values()).containsExactly("Cancelled.");
    assertThat(scene.events().stream().filter("job_cancelled"::equals)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"transcribed", "delivered", "failed"})
  void comesTooLateForWhatIsKnown(String state) throws Exception {
    int _ = scene.database.transaction("test", h -> h.execute("update jobs set state = ?", state));
    press(Scene.CHAT, 4711, "en", "cancel:1");
    assertThat(notices()).containsExactly("Too late: the answer is there already.");
    assertThat(states()).containsExactly(state);
    assertThat(scene.events()).doesNotContain("job_cancelled", "operation_performed cancel");
  }

  @Test
  void isNotForAnybodyElse() throws Exception {
    press(Scene.CHAT, 666, "en", "cancel:1");
    assertThat(notices()).containsExactly(NOT_YOURS);
    assertThat(states()).containsExactly("queued");
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void isForAGroupsAdministratorsToo() throws Exception {
    int _ =
        scene.database.transaction(
            "test", h -> h.execute("update jobs set chat_id = ?", Scene.GROUP.chatId()));
    scene.telegram.promote(777);
    pressInGroup(666);
    assertThat(notices()).containsExactly(NOT_YOURS);
    assertThat(states()).containsExactly("queued");
    pressInGroup(777);
    assertThat(notices()).last().isEqualTo("Cancelled.");
    assertThat(states()).containsExactly("cancelled");
  }

  private void pressInGroup(long person) throws InterruptedException {
    scene.conversation.handle(
        scene.incoming(
            100 + notices().size(),
            new Incoming.Press(
                Scene.GROUP, false, 1001, new Sender(person, "en"), "q", "cancel:1")));
  }

  @Test
  void isNotForAnotherChatOrBot() throws Exception {
    press(new ChatRef(FakeTelegram.BOT, 43, null), 4711, "en", "cancel:1");
    int _ = scene.database.transaction("test", h -> h.execute("update jobs set bot_id = 99"));
    press(Scene.CHAT, 4711, "en", "cancel:1");
    assertThat(notices()).containsOnly("This button does not work any more.").hasSize(2);
    assertThat(states()).containsExactly("queued");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cancel",
        "cancel:",
        "cancel:2",
        "cancel:-1",
        "cancel:1x",
        "cancel:1:2",
        "cancel:'; drop",
        "cancel:99999999999999999999999",
      })
  void madeUpButtonsDoNothing(String data) throws Exception {
    press(Scene.CHAT, 4711, "en", data);
    assertThat(notices()).containsExactly("This button does not work any more.");
    assertThat(states()).containsExactly("queued");
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void thePressIsAnsweredBeforeTheMessageIsChanged() throws Exception {
    press(Scene.CHAT, 4711, "en", "cancel:1");
    assertThat(scene.telegram.calls("answerCallbackQuery").getLast().at())
        .isLessThan(scene.telegram.calls("editMessageText").getLast().at());
  }

  @Test
  void aStatusThatIsGoneDoesNotHinder() throws Exception {
    scene.telegram.delete(1001);
    press(Scene.CHAT, 4711, "en", "cancel:1");
    assertThat(states()).containsExactly("cancelled");
    assertThat(notices()).containsExactly("Cancelled.");
  }

  private void press(ChatRef chat, long person, String language, String data)
      throws InterruptedException {
    scene.conversation.handle(
        scene.incoming(
            100 + notices().size(),
            new Incoming.Press(chat, true, 1001, new Sender(person, language), "q", data)));
  }

  private List<String> notices() {
    return scene.telegram.calls("answerCallbackQuery").stream()
        .map(FakeTelegram.Call::text)
        .toList();
  }

  private List<String> states() {
    return scene.database.transaction(
        "test",
        h -> h.createQuery("select state from jobs order by id").mapTo(String.class).list());
  }
}
