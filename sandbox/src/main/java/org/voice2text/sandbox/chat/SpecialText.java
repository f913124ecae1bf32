package org.voice2text.sandbox.chat;

import java.util.stream.Collectors;
import org.voice2text.sandbox.telegram.Special;
import org.voice2text.sandbox.telegram.User;

/// What the page says of a message that is neither text nor a file.
final class SpecialText {
  private SpecialText() {}

  static String of(Special special) {
    return switch (special) {
      case Special.NewMembers it ->
          it.users().stream().map(User::firstName).collect(Collectors.joining(", ")) + " joined";
      case Special.LeftMember it -> it.user().firstName() + " left";
      case Special.GroupCreated _ -> "The group was created";
      case Special.MigratedTo _ -> "The group became a supergroup";
      case Special.MigratedFrom _ -> "The supergroup was a group";
      case Special.TopicCreated it -> "Topic “" + it.name() + "” was opened";
      case Special.TopicClosed _ -> "The topic was closed";
      case Special.TopicReopened _ -> "The topic was opened again";
      case Special.Bill it -> it.invoice().title() + ": " + it.invoice().description();
      case Special.Paid it -> "You paid ⭐️" + it.payment().invoice().stars();
      case Special.Refunded it -> "You got back ⭐️" + it.payment().invoice().stars();
    };
  }
}
