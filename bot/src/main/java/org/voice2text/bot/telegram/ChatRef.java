package org.voice2text.bot.telegram;

import org.jspecify.annotations.Nullable;

/// A place to write to.
///
/// @param botId the bot that writes
/// @param threadId topic of a forum; null outside forums
public record ChatRef(long botId, long chatId, @Nullable Integer threadId) {
  /// The same place in a group that goes on under another id.
  ChatRef movedTo(long newChatId) {
    return new ChatRef(botId, newChatId, threadId);
  }

  /// The forum's general topic, or the same place outside forums.
  public ChatRef general() {
    return new ChatRef(botId, chatId, null);
  }

  /// Groups have negative ids.
  boolean isGroup() {
    return chatId < 0;
  }
}
