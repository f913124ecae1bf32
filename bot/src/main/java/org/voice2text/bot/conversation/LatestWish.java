package org.voice2text.bot.conversation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.voice2text.bot.telegram.TelegramException;

/// Sees to it that a message shows what was asked for last, although what was asked for before may
/// be ready later. Thread-safe.
final class LatestWish {
  private final Map<Spot, Object> wishes = new ConcurrentHashMap<>();

  /// Striped, so that nobody asks for something else between the look and the edit.
  private final List<Lock> locks = Stream.<Lock>generate(ReentrantLock::new).limit(64).toList();

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
    wishes.put(Spot.of(message), wish);
    return wish;
  }

  void end(TextMessage message, Object wish) {
    boolean _ = wishes.remove(Spot.of(message), wish);
  }

  /// Changes a message.
  interface Change {
    void make() throws TelegramException, InterruptedException;
  }

  /// Makes a change if nothing else was asked for since.
  void showIfLatest(TextMessage message, Object wish, Change change)
      throws TelegramException, InterruptedException {
    Spot spot = Spot.of(message);
    Lock lock = locks.get(Math.floorMod(spot.hashCode(), locks.size()));
    lock.lockInterruptibly();
    try {
      if (wish.equals(wishes.get(spot))) {
        change.make();
      }
    } finally {
      lock.unlock();
    }
  }
}
