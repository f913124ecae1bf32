package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// Members of chats, and changes of them, the way the Bot API shows them.
final class MemberJson {
  private static final List<String> RIGHTS =
      List.of(
          "can_manage_chat",
          "can_change_info",
          "can_delete_messages",
          "can_invite_users",
          "can_restrict_members",
          "can_pin_messages",
          "can_manage_topics",
          "can_promote_members",
          "can_manage_video_chats");

  private MemberJson() {}

  /// @param owner the person of a private chat
  static ObjectNode changed(
      Chat chat, @Nullable User owner, User by, Member before, Member after, Instant now) {
    ObjectNode node = Json.object();
    node.set("chat", MessageJson.chat(chat, owner));
    node.set("from", MessageJson.user(by));
    node.put("date", now.getEpochSecond());
    node.set("old_chat_member", member(before));
    node.set("new_chat_member", member(after));
    return node;
  }

  static ObjectNode member(Member member) {
    ObjectNode node = Json.object();
    node.set("user", MessageJson.user(member.user()));
    node.put("status", member.status().apiName());
    return switch (member.status()) {
      case CREATOR -> node.put("is_anonymous", member.anonymous());
      case ADMINISTRATOR -> administrator(node, member);
      case RESTRICTED ->
          node.put("is_member", true).put("can_send_messages", false).put("until_date", 0);
      case KICKED -> node.put("until_date", 0);
      case MEMBER, LEFT -> node;
    };
  }

  private static ObjectNode administrator(ObjectNode node, Member member) {
    node.put("can_be_edited", false).put("is_anonymous", member.anonymous());
    RIGHTS.forEach(right -> node.put(right, member.rights().contains(right)));
    return node;
  }
}
