package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.bot.telegram.Incoming.UpdateKey;

class ServiceMessageTest {
  private static Incoming.Body body(String content) {
    String json = FakeTelegram.message(9, 42, content);
    return ((Incoming.Message)
            UpdateReader.read(new UpdateKey(FakeTelegram.BOT, 9, 0), json).content())
        .body();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"new_chat_title\": \"x\"",
        "\"chat_background_set\": {\"type\": {\"type\": \"chat_theme\", \"theme_name\": \"x\"}}",
        "\"write_access_allowed\": {\"from_request\": true}",
        "\"users_shared\": {\"request_id\": 1, \"users\": []}",
        "\"connected_website\": \"example.com\"",
        "\"what_telegram_has_not_thought_of_yet\": {}",
      })
  void whatTelegramSaysIsNotTakenForSomethingThatAPersonWrote(String content) {
    assertThat(body(content)).isEqualTo(new Incoming.Service());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"text\": \"Hello\"",
        "\"contact\": {\"phone_number\": \"1\", \"first_name\": \"A\"}",
        "\"location\": {\"latitude\": 1.0, \"longitude\": 1.0}",
        "\"photo\": [{\"file_id\": \"F\", \"file_unique_id\": \"U\", \"width\": 1, \"height\": 1}]",
        "\"dice\": {\"emoji\": \"x\", \"value\": 1}",
      })
  void whatAPersonSendsIsAnswered(String content) {
    assertThat(body(content)).isEqualTo(new Incoming.Other());
  }
}
