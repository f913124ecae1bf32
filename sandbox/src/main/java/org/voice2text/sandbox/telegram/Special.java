package org.voice2text.sandbox.telegram;

import java.util.List;

/// What a message is where it is neither text nor a file: what happened in the chat, or a bill.
public sealed interface Special {

  /// People or bots were added to the group.
  record NewMembers(List<User> users) implements Special {
    public NewMembers {
      users = List.copyOf(users);
    }
  }

  /// Somebody left the group or was removed.
  record LeftMember(User user) implements Special {}

  record GroupCreated() implements Special {}

  /// The last message of a group: it goes on as a supergroup under another id.
  record MigratedTo(long chatId) implements Special {}

  /// The first message of a supergroup that was a group.
  record MigratedFrom(long chatId) implements Special {}

  record TopicCreated(String name) implements Special {}

  record TopicClosed() implements Special {}

  record TopicReopened() implements Special {}

  /// To be paid by the button below.
  record Bill(Invoice invoice) implements Special {}

  record Paid(Payment payment) implements Special {}

  record Refunded(Payment payment) implements Special {}
}
