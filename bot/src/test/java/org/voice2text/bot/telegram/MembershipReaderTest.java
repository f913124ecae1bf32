package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.voice2text.bot.telegram.Incoming.Standing;
import org.voice2text.bot.telegram.Incoming.UpdateKey;

class MembershipReaderTest {
  private static Incoming.Content read(String type) {
    String json =
        """
        {"update_id": 9, "my_chat_member": {"date": 1,
          "chat": {"id": -1005, "type": "%s", "title": "T"},
          "from": {"id": 5, "is_bot": false, "first_name": "A", "language_code": "en"},
          "old_chat_member": {"status": "left", "user": {"id": 1, "is_bot": true, "first_name": "B"}},
          "new_chat_member": {"status": "member", "user": {"id": 1, "is_bot": true, "first_name": "B"}}}}
        """
            .formatted(type);
    return UpdateReader.read(new UpdateKey(FakeTelegram.BOT, 9, 0), json).content();
  }

  @Test
  void aGroupThatTakesTheBotInIsTold() {
    assertThat(read("supergroup"))
        .isEqualTo(
            new Incoming.Membership(
                new ChatRef(FakeTelegram.BOT, -1005, null),
                false,
                new Sender(5, "en"),
                Standing.GONE,
                Standing.MEMBER));
  }

  @Test
  void aChannelIsNot() {
    assertThat(read("channel")).isInstanceOf(Incoming.Ignored.class);
  }
}
