package org.voice2text.bot.telegram;

import org.jspecify.annotations.Nullable;

/// A place to write to.
///
/// @param botId the bot that writes
/// @param threadId topic of a forum; null outside forums
public record ChatRef(long botId, long chatId, @Nullable Integer threadId) {
  /// Groups have negative ids.
  boolean isGroup() {
    return chatId < 0;
  }
}
