package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The fields of service messages and bills.
final class SpecialJson {
  private SpecialJson() {}

  static void write(ObjectNode message, Special special) {
    ObjectNode _ =
        switch (special) {
          case Special.NewMembers it -> {
            ArrayNode users = message.putArray("new_chat_members");
            it.users().forEach(user -> users.add(MessageJson.user(user)));
            // Old fields that Telegram still sends.
            message.set("new_chat_participant", users.get(0).deepCopy());
            yield message.set("new_chat_member", users.get(0).deepCopy());
          }
          case Special.LeftMember it -> {
            message.set("left_chat_participant", MessageJson.user(it.user()));
            yield message.set("left_chat_member", MessageJson.user(it.user()));
          }
          case Special.GroupCreated _ -> message.put("group_chat_created", true);
          case Special.MigratedTo it -> message.put("migrate_to_chat_id", it.chatId());
          case Special.MigratedFrom it -> message.put("migrate_from_chat_id", it.chatId());
          case Special.TopicCreated it ->
              message
                  .putObject("forum_topic_created")
                  .put("name", it.name())
                  .put("icon_color", 7322096);
          case Special.TopicClosed _ -> message.putObject("forum_topic_closed");
          case Special.TopicReopened _ -> message.putObject("forum_topic_reopened");
          case Special.Bill it -> message.set("invoice", PaymentJson.invoice(it.invoice()));
          case Special.Paid it -> message.set("successful_payment", PaymentJson.paid(it.payment()));
          case Special.Refunded it ->
              message.set("refunded_payment", PaymentJson.refunded(it.payment()));
        };
  }
}
