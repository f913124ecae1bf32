package org.voice2text.bot.telegram;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets calls that write go when the limits allow it, the important ones first. Thread-safe.
final class Pacer {
  /// How long one that has to let another go first sleeps, unless it is woken.
  private static final Duration HAND_OVER = Duration.ofMillis(100);

  private record Waiter(Priority priority, long sequence, ChatRef chat) {}

  private final InstantSource clock;
  private final SendLimits limits = new SendLimits();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeSet<Waiter> waiters =
      new TreeSet<>(Comparator.comparing(Waiter::priority).thenComparingLong(Waiter::sequence));
  private long sequence;

  Pacer(InstantSource clock) {
    this.clock = clock;
  }

  /// Waits until one message may be written to the chat, unless that is known to come too late.
  ///
  /// @return zero when it may be written, else how long it would have to wait from now on
  Duration acquire(ChatRef chat, Priority priority, Instant deadline) throws InterruptedException {
    lock.lockInterruptibly();
    Waiter self = new Waiter(priority, sequence++, chat);
    waiters.add(self);
    try {
      while (true) {
        Duration wait = turn(self);
        if (wait.isZero() || clock.instant().plus(wait).isAfter(deadline)) {
          return wait;
        }
        long _ = changed.awaitNanos(Math.max(wait.toNanos(), TimeUnit.MILLISECONDS.toNanos(1)));
      }
    } finally {
      waiters.remove(self);
      changed.signalAll();
      lock.unlock();
    }
  }

  /// Takes a message's worth only if the limits allow it at once, and nobody but a broadcast waits
  /// for this chat or could go now.
  boolean tryAcquire(ChatRef chat) {
    lock.lock();
    try {
      Instant now = clock.instant();
      for (Waiter waiter : waiters) {
        boolean first =
            waiter.chat().chatId() == chat.chatId() || limits.peek(waiter.chat(), now).isZero();
        if (first && waiter.priority() != Priority.BROADCAST) {
          return false;
        }
      }
      return limits.take(chat, now).isZero();
    } finally {
      lock.unlock();
    }
  }

  void block(ChatRef chat, Duration duration) {
    lock.lock();
    try {
      limits.block(chat, clock.instant().plus(duration));
    } finally {
      lock.unlock();
    }
  }

  /// Takes the turn unless a waiter that comes before us could go now. One that cannot go yet,
  /// because its own chat has had enough, holds nobody of another chat up.
  private Duration turn(Waiter self) {
    Instant now = clock.instant();
    for (Waiter ahead : waiters.headSet(self)) {
      Duration itsWait = limits.peek(ahead.chat(), now);
      if (itsWait.isZero()) {
        changed.signalAll();
        return HAND_OVER;
      }
      if (ahead.chat().chatId() == self.chat().chatId()) {
        // Nobody is woken: two that wait behind a third would wake each other without an end.
        return itsWait;
      }
    }
    return limits.take(self.chat(), now);
  }
}
