package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.voice2text.sandbox.record.Json;

/// The update a bot gets when a person blocks it or comes back.
final class MemberJson {
  private MemberJson() {}

  static ObjectNode changed(User user, User bot, Chat chat, boolean blocked, Instant now) {
    ObjectNode node = Json.object();
    node.set("chat", MessageJson.chat(chat, user));
    node.set("from", MessageJson.user(user));
    node.put("date", now.getEpochSecond());
    node.set("old_chat_member", member(bot, blocked ? "member" : "kicked"));
    node.set("new_chat_member", member(bot, blocked ? "kicked" : "member"));
    return node;
  }

  static ObjectNode member(User user, String status) {
    ObjectNode node = Json.object();
    node.set("user", MessageJson.user(user));
    node.put("status", status);
    return "kicked".equals(status) ? node.put("until_date", 0) : node;
  }
}
