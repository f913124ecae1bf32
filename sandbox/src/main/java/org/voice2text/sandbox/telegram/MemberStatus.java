package org.voice2text.sandbox.telegram;

import java.util.Locale;

/// How somebody stands to a chat.
public enum MemberStatus {
  CREATOR,
  ADMINISTRATOR,
  MEMBER,
  /// Present, but not allowed to write.
  RESTRICTED,
  LEFT,
  /// Removed by an administrator; for a private chat: the bot is blocked.
  KICKED;

  String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isPresent() {
    return this != LEFT && this != KICKED;
  }

  boolean isAdministrator() {
    return this == CREATOR || this == ADMINISTRATOR;
  }
}
