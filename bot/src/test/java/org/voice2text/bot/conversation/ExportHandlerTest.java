package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FakeTelegram;

@Timeout(60)
@Tag("slow")
class ExportHandlerTest {
  private static final long ALICE = 4711;
  private static final String SEGMENTS =
      "[{\"start\": 0, \"end\": 1500, \"text\": \"Hello there.\"}, {\"start\": 2000, \"end\": 4000, \"text\": \"Goodbye.\"}]";

  @TempDir private Path folder;
  private Scene scene;
  private int message;

  @BeforeEach
  void open() throws Exception {
    scene = new Scene(folder, 5);
    scene.conversation.handle(scene.command(1, "en", "start"));
    message = scene.telegram.messages().keySet().iterator().next();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void offersTheFormats() throws Exception {
    long job = scene.delivered(Scene.CHAT, ALICE, "Hello there. Goodbye.", SEGMENTS);
    press(2, Scene.CHAT, ALICE, "export:%d:or:mn0:ort".formatted(job));
    assertThat(
            scene
                .telegram
                .calls("editMessageReplyMarkup")
                .getFirst()
                .body()
                .at("/reply_markup/inline_keyboard")
                .findValuesAsText("callback_data"))
        .containsExactly(
            "ex:txt:1:or:mn0:ort",
            "ex:md:1:or:mn0:ort",
            "ex:srt:1:or:mn0:ort",
            "ex:vtt:1:or:mn0:ort",
            "ex:docx:1:or:mn0:ort",
            "ex:pdf:1:or:mn0:ort",
            "export:1:or:mn1:ort",
            "kb:1:or:mn0:ort");
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void sendsTheFileAsAReply() throws Exception {
    long job = scene.delivered(Scene.CHAT, ALICE, "Hello there. Goodbye.", SEGMENTS);
    press(2, Scene.CHAT, ALICE, "ex:srt:%d:or:mn0:ort".formatted(job));
    assertThat(scene.telegram.calls("sendDocument").getFirst().body().asText())
        .contains(
            "filename=\"transcript.srt\"",
            "00:00:02,000 --> 00:00:04,000",
            "Goodbye.",
            "\"message_id\":" + message,
            "\"allow_sending_without_reply\":true");
    assertThat(scene.events())
        .endsWith(
            "message_received callback", "button_pressed export", "operation_performed export");
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void theFormatsGiveWayToTheUsualButtonsOnceTheFileIsSent() throws Exception {
    long job = scene.delivered(Scene.CHAT, ALICE, "Hello there. Goodbye.", SEGMENTS);
    press(2, Scene.CHAT, ALICE, "export:%d:or:mn0:ort".formatted(job));
    press(3, Scene.CHAT, ALICE, "ex:pdf:%d:or:mn0:ort".formatted(job));
    assertThat(scene.telegram.buttons(message))
        .containsExactly("Export>export:1:or:mn0:ort", "Other language>again:1");

    scene.telegram.next("editMessageReplyMarkup", 400, "Bad Request: message to edit not found");
    press(4, Scene.CHAT, ALICE, "ex:pdf:%d:or:mn0:ort".formatted(job));
    assertThat(scene.telegram.calls("sendDocument")).hasSize(2);
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void showsTimesWhenAsked() throws Exception {
    long job = scene.delivered(Scene.CHAT, ALICE, "Hello there. Goodbye.", SEGMENTS);
    press(2, Scene.CHAT, ALICE, "ex:txt:%d:or:mn1:ort".formatted(job));
    press(3, Scene.CHAT, ALICE, "ex:txt:%d:or:mn0:ort".formatted(job));
    assertThat(scene.telegram.calls("sendDocument").get(0).body().asText())
        .contains("[0:00] Hello there.", "[0:02] Goodbye.");
    assertThat(scene.telegram.calls("sendDocument").get(1).body().asText())
        .contains("Hello there. Goodbye.")
        .doesNotContain("[0:00]");
  }

  @Test
  void aTranscriptOfAnotherChatIsNotHandedOut() throws Exception {
    long job = scene.delivered(new ChatRef(FakeTelegram.BOT, 43, null), 5, "Secret.", SEGMENTS);
    press(2, Scene.CHAT, ALICE, "ex:txt:%d:or:mn0:ort".formatted(job));
    assertThat(scene.telegram.calls("sendDocument")).isEmpty();
    assertThat(scene.notice()).isNotEmpty();
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void inAGroupOnlyWhoeverIsAllowedToMayPress() throws Exception {
    long job = scene.delivered(Scene.GROUP, 5, "Of the group.", SEGMENTS);
    int _ =
        scene.database.transaction(
            "test",
            h ->
                h.execute(
                    "insert into chat_settings values (?, ?, 'auto', 'auto', 'original', 'messages', 'on_request', 'asker', 0)",
                    Scene.GROUP.botId(),
                    Scene.GROUP.chatId()));
    press(2, Scene.GROUP, ALICE, "ex:txt:%d:or:mn0:ort".formatted(job));
    assertThat(scene.telegram.calls("sendDocument")).isEmpty();
    press(3, Scene.GROUP, 5, "ex:txt:%d:or:mn0:ort".formatted(job));
    assertThat(scene.telegram.calls("sendDocument")).hasSize(1);
  }

  @Test
  void aVersionThatIsNotThereAnyMoreIsNotTakenForARecordingThatIsGone() throws Exception {
    long job = scene.delivered(Scene.CHAT, ALICE, "Hello.", SEGMENTS);
    press(2, Scene.CHAT, ALICE, "ex:txt:%d:su:mn0:sut".formatted(job));
    assertThat(scene.notice())
        .isEqualTo(
            "This version of the text is not there any more. Have it made again, or export the original.");
    assertThat(scene.telegram.calls("sendDocument")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ex:exe:1:or:mn0:ort", "ex:txt", "ex:", "ex:txt:1", "export:", "ex:txt:99:or:mn0"})
  void aMadeUpButtonSaysThatItDoesNotWork(String data) throws Exception {
    long _ = scene.delivered(Scene.CHAT, ALICE, "Hello.", SEGMENTS);
    press(2, Scene.CHAT, ALICE, data);
    assertThat(scene.telegram.calls("sendDocument")).isEmpty();
    assertThat(scene.notice()).isNotEmpty();
    assertThat(scene.waiting()).isZero();
  }

  private void press(long update, ChatRef chat, long sender, String data)
      throws InterruptedException {
    scene.conversation.handle(scene.press(update, chat, sender, message, data));
  }
}
