package org.voice2text.bot.conversation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.voice2text.bot.telegram.TelegramException;

/// Sees to it that a message shows what was asked for last, although what was asked for before may
/// be ready later. Thread-safe.
final class LatestWish {
  private final Map<Spot, Latest> wishes = new ConcurrentHashMap<>();

  /// @param lock held while the message is changed, by whoever changes it: what was asked for last
  ///   comes last
  private record Latest(Object wish, Lock lock) {}

  private record Spot(long bot, long chat, int message) {
    static Spot of(TextMessage message) {
      return new Spot(message.chat().botId(), message.chat().chatId(), message.messageId());
    }
  }

  /// Something is asked for; whatever was before will not be shown.
  ///
  /// @return what names this wish
  Object begin(TextMessage message) {
    Object wish = new Object();
    Latest _ =
        wishes.compute(
            Spot.of(message),
            (_, before) -> new Latest(wish, before == null ? new ReentrantLock() : before.lock()));
    return wish;
  }

  void end(TextMessage message, Object wish) {
    Latest _ =
        wishes.computeIfPresent(
            Spot.of(message), (_, latest) -> latest.wish().equals(wish) ? null : latest);
  }

  /// Changes a message.
  interface Change {
    void make() throws TelegramException, InterruptedException;
  }

  /// Makes a change if nothing else was asked for since. Other messages do not wait for it.
  void showIfLatest(TextMessage message, Object wish, Change change)
      throws TelegramException, InterruptedException {
    Latest found = wishes.get(Spot.of(message));
    if (found == null) {
      return;
    }
    found.lock().lockInterruptibly();
    try {
      Latest latest = wishes.get(Spot.of(message));
      if (latest != null && latest.wish().equals(wish)) {
        change.make();
      }
    } finally {
      found.lock().unlock();
    }
  }
}
