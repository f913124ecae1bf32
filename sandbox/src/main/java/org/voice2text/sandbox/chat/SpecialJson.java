package org.voice2text.sandbox.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import org.voice2text.sandbox.record.Json;
import org.voice2text.sandbox.telegram.Special;
import org.voice2text.sandbox.telegram.User;

/// What the page needs of a message that is neither text nor a file: `what` it is and `text`, for
/// the page to say it in its reader's language.
final class SpecialJson {
  private SpecialJson() {}

  /// @param paid whether it is a bill that has been paid
  static ObjectNode of(Special special, boolean paid) {
    ObjectNode node = Json.object();
    switch (special) {
      case Special.NewMembers it ->
          node.put("what", "joined")
              .put(
                  "text",
                  it.users().stream().map(User::firstName).collect(Collectors.joining(", ")));
      case Special.LeftMember it -> node.put("what", "left").put("text", it.user().firstName());
      case Special.GroupCreated _ -> node.put("what", "created");
      case Special.MigratedTo _ -> node.put("what", "migrated_to");
      case Special.MigratedFrom _ -> node.put("what", "migrated_from");
      case Special.TopicCreated it -> node.put("what", "topic_opened").put("text", it.name());
      case Special.TopicClosed _ -> node.put("what", "topic_closed");
      case Special.TopicReopened _ -> node.put("what", "topic_reopened");
      case Special.Bill it -> {
        node.put("what", "bill").put("paid", paid);
        node.set("invoice", ChatJson.invoice(it.invoice()));
      }
      case Special.Paid it -> node.put("what", "paid").put("stars", it.payment().invoice().stars());
      case Special.Refunded it ->
          node.put("what", "refunded").put("stars", it.payment().invoice().stars());
    }
    return node;
  }
}
