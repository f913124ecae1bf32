package org.voice2text.bot.telegram;

import java.time.Duration;

/// Deals with one update and marks it as finished in the database. Must not throw: a failure is its
/// own to handle.
@FunctionalInterface
public interface UpdateHandler {
  /// @return zero when the update is dealt with; else after what time to give it here again, before
  ///   the later ones of its chat
  Duration handle(Incoming incoming) throws InterruptedException;

  /// A group goes on under another id: whatever is kept under the old one is to be moved. May be
  /// told more than once.
  default void migrated(long botId, long oldChatId, long newChatId) {}
}
