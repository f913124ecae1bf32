package org.voice2text.bot.telegram;

/// Deals with one update and marks it as finished in the database. Must not throw: a failure is its
/// own to handle.
@FunctionalInterface
public interface UpdateHandler {
  void handle(Incoming incoming) throws InterruptedException;

  /// A group goes on under another id: whatever is kept under the old one is to be moved. May be
  /// told more than once.
  default void migrated(long botId, long oldChatId, long newChatId) {}
}
