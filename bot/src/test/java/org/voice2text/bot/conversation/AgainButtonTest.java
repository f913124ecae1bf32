package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Sender;

@Timeout(60)
@Tag("slow")
class AgainButtonTest {
  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new Scene(folder, 10);
    scene.conversation.handle(scene.voice(1, "en", 1000, Duration.ofMinutes(1)));
    int _ =
        scene.database.transaction(
            "test", h -> h.execute("update jobs set state = 'delivered', audio_ms = 61000"));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void asksForTheLanguageAsAReplyToTheRecording() throws Exception {
    press("en", "again:1");
    JsonNode question = scene.telegram.calls("sendMessage").getLast().body();
    assertThat(question.path("text").asText())
        .isEqualTo("Which language is spoken in this recording?");
    assertThat(question.path("reply_parameters").path("message_id").asInt()).isEqualTo(501);
    List<String> buttons =
        question
            .path("reply_markup")
            .path("inline_keyboard")
            .valueStream()
            .flatMap(JsonNode::valueStream)
            .map(b -> b.path("text").asText() + " " + b.path("callback_data").asText())
            .toList();
    assertThat(buttons)
        .hasSize(2 + ChatSettings.SPEECH.size())
        .startsWith("Find out by itself again:1:auto", "English again:1:en", "Russian again:1:ru")
        .endsWith("Cancel again:1:keep");
    assertThat(scene.telegram.calls("answerCallbackQuery").getLast().body().path("text").asText())
        .isEqualTo("I asked in a message below.");
    assertThat(scene.events()).endsWith("message_received callback", "button_pressed retry");
    assertThat(scene.count("select count(*) from jobs")).isEqualTo(1);
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void namesLanguagesInTheReadersOne() throws Exception {
    press("ru", "again:1");
    assertThat(scene.telegram.calls("sendMessage").getLast().body().toString())
        .contains("Определить самостоятельно", "английский", "русский", "немецкий");
  }

  @ParameterizedTest
  @CsvSource({"de,de,Once more: German.", "auto,auto,Once more: Find out by itself."})
  void hasTheSameRecordingRecognisedInThatLanguage(String code, String stored, String text)
      throws Exception {
    press("en", "again:1");
    press("en", "again:1:" + code);
    assertThat(scene.telegram.messages().values())
        .containsExactly(
            "Accepted. Place in the queue: 1", text, "Accepted. Place in the queue: 1");
    assertThat(
            scene
                .telegram
                .calls("sendMessage")
                .getLast()
                .body()
                .path("reply_parameters")
                .path("message_id")
                .asInt())
        .isEqualTo(501);
    assertThat(
            scene.count(
                "select count(*) from jobs where id = 2 and state = 'queued' and file_id = 'F1' and"
                    + " file_unique_id = 'U1' and message_id = 501 and audio_ms = 61000 and"
                    + " recognition_language = '"
                    + stored
                    + "'"))
        .isEqualTo(1);
    assertThat(scene.events())
        .endsWith(
            "job_queued voice",
            "message_received callback",
            "operation_performed transcribe",
            "button_pressed retry");
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void takesTheQuestionBack() throws Exception {
    press("en", "again:1");
    press("en", "again:1:keep");
    assertThat(scene.telegram.messages()).containsEntry(1002, "It stays as it is.");
    assertThat(scene.telegram.buttons(1002)).isEmpty();
    assertThat(scene.count("select count(*) from jobs")).isEqualTo(1);
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void theQuestionGoesThoughTelegramIsBusyForAMoment() throws Exception {
    press("en", "again:1");
    scene.telegram.next("editMessageText", FakeTelegram.tooManyRequests(1));
    press("en", "again:1:de");
    assertThat(scene.telegram.messages()).containsEntry(1002, "Once more: German.");
    assertThat(scene.telegram.buttons(1002)).isEmpty();
    assertThat(scene.count("select count(*) from jobs")).isEqualTo(2);
  }

  @Test
  void theRecordingIsTakenThoughTheQuestionIsGone() throws Exception {
    press("en", "again:1");
    scene.telegram.delete(1002);
    press("en", "again:1:de");
    assertThat(scene.count("select count(*) from jobs")).isEqualTo(2);
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void aRepeatedPressIsOneJob() throws Exception {
    Incoming press = incoming(7, 4711, "en", "again:1:de");
    scene.conversation.handle(press);
    scene.restart();
    scene.conversation.handle(press);
    assertThat(scene.count("select count(*) from jobs")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"again", "again:", "again:2", "again:1:xx", "again:1:de:fr", "again:x:de"})
  void madeUpButtonsDoNothing(String data) throws Exception {
    press("en", data);
    assertThat(notices()).containsExactly("This button does not work any more.");
    assertThat(scene.count("select count(*) from jobs")).isEqualTo(1);
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void isNotForAnotherChat() throws Exception {
    for (String data : List.of("again:1", "again:1:de")) {
      scene.conversation.handle(
          scene.incoming(
              50 + data.length(),
              new Incoming.Press(Scene.GROUP, false, 9, new Sender(4711, "en"), "q", data)));
    }
    assertThat(notices()).containsOnly("This button does not work any more.").hasSize(2);
    assertThat(scene.count("select count(*) from jobs")).isEqualTo(1);
  }

  @Test
  void inAGroupItIsForWhomTheGroupLetsPress() throws Exception {
    int _ =
        scene.database.transaction(
            "test", h -> h.execute("update jobs set chat_id = ?", Scene.GROUP.chatId()));
    scene.telegram.promote(6);
    scene.conversation.handle(scene.press(60, Scene.GROUP, 6, 9, "set:pressers:asker"));
    for (String data : List.of("again:1", "again:1:de")) {
      scene.conversation.handle(scene.press(70 + data.length(), Scene.GROUP, 666, 9, data));
      assertThat(scene.notice()).isEqualTo("You may not use these buttons.");
    }
    assertThat(scene.count("select count(*) from jobs")).isEqualTo(1);

    scene.conversation.handle(scene.press(90, Scene.GROUP, 4711, 9, "again:1:de"));
    assertThat(scene.count("select count(*) from jobs")).isEqualTo(2);
  }

  private void press(String language, String data) throws InterruptedException {
    scene.conversation.handle(incoming(100 + scene.events().size(), 4711, language, data));
  }

  /// The question is the message behind the status.
  private Incoming incoming(long update, long person, String language, String data) {
    return scene.incoming(
        update,
        new Incoming.Press(Scene.CHAT, true, 1002, new Sender(person, language), "q", data));
  }

  private List<String> notices() {
    return scene.telegram.calls("answerCallbackQuery").stream()
        .map(FakeTelegram.Call::text)
        .toList();
  }
}
