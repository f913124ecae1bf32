package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@Tag("slow")
class SettingsHandlerTest {
  private static final long ALICE = 4711;

  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new Scene(folder, 5);
    scene.conversation.handle(scene.command(1, "en", "settings"));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void showsWhatIsChosenAndAButtonForEach() {
    assertThat(scene.telegram.messages())
        .containsEntry(
            1001,
            """
            Settings

            Language of the buttons: as in Telegram
            Language of the recordings: detect
            Long texts: messages\
            """);
    assertThat(buttons(scene.telegram.calls("sendMessage").getFirst().body()))
        .containsExactly("set:language", "set:speech", "set:format");
    assertThat(scene.events()).contains("operation_performed settings");
  }

  @Test
  void offersTheValuesOfOneThing() throws Exception {
    press(2, "set:language");
    JsonNode edit = scene.telegram.calls("editMessageText").getFirst().body();
    assertThat(buttons(edit))
        .containsExactly("set:language:auto", "set:language:en", "set:language:ru", "set");
    assertThat(edit.at("/reply_markup/inline_keyboard/0/0/text").asText())
        .isEqualTo("✓ as in Telegram");
    assertThat(scene.count("select count(*) from chat_settings")).isZero();
    assertThat(scene.events()).contains("button_pressed settings");
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void aChosenLanguageHoldsAtOnceAndAfterARestart() throws Exception {
    press(2, "set:language:ru");
    assertThat(scene.notice()).isEqualTo("Сохранено.");
    assertThat(scene.telegram.messages().get(1001)).startsWith("Настройки\n\nЯзык кнопок: Русский");

    scene.restart();
    scene.conversation.handle(scene.command(3, "en", "start"));
    assertThat(scene.telegram.messages().get(1002)).startsWith("Voice2Text превращает");
  }

  @Test
  void keepsEveryChoice() throws Exception {
    press(2, "set:speech:de");
    press(3, "set:format:file");
    press(4, "set:speech:fr");
    assertThat(scene.telegram.messages().get(1001))
        .endsWith("Language of the recordings: French\nLong texts: a file");
    press(5, "set:speech:auto");
    assertThat(scene.telegram.messages().get(1001)).contains("Language of the recordings: detect");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set:speech:xx",
        "set:nothing:en",
        "set:language:",
        "set:language:de",
        "set::",
        // Of groups, in a private chat.
        "set:groups:automatic",
        "set:pressers:asker",
        // No language model is configured.
        "set:mode:summary",
      })
  void madeUpButtonsChooseNothing(String data) throws Exception {
    press(2, data);
    assertThat(scene.count("select count(*) from chat_settings")).isZero();
    assertThat(scene.telegram.calls("answerCallbackQuery")).hasSize(1);
    assertThat(scene.waiting()).isZero();
  }

  private void press(long update, String data) throws InterruptedException {
    scene.conversation.handle(scene.press(update, Scene.CHAT, ALICE, 1001, data));
  }

  private static List<String> buttons(JsonNode body) {
    return body.at("/reply_markup/inline_keyboard").findValuesAsText("callback_data");
  }
}
