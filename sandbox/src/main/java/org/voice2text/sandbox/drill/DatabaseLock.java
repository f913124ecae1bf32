package org.voice2text.sandbox.drill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// Keeps others from writing to the database, as a program does that forgot to end its transaction.
/// Thread-safe.
final class DatabaseLock implements AutoCloseable {
  private static final Duration FOR_GOOD = Duration.ofDays(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final CountDownLatch enough = new CountDownLatch(1);
  private final CountDownLatch taken = new CountDownLatch(1);
  private final Thread holder;

  private DatabaseLock(Path file, Duration held) {
    holder = Thread.ofPlatform().name("database-lock").start(() -> run(file, held));
  }

  static DatabaseLock take(Path file) throws InterruptedException {
    return takeRepeatedly(file, FOR_GOOD);
  }

  /// Lets others in for a second after each time.
  static DatabaseLock takeRepeatedly(Path file, Duration held) throws InterruptedException {
    DatabaseLock lock = new DatabaseLock(file, held);
    lock.taken.await();
    return lock;
  }

  private void run(Path file, Duration held) {
    try (Database other = Database.openWriter(file, DatabaseObserver.NONE)) {
      do {
        Void _ =
            other.transaction(
                "drill",
                h -> {
                  int _ = h.execute("delete from updates where 1 = 0");
                  taken.countDown();
                  boolean _ = isEnoughWithin(held);
                  return null;
                });
      } while (!isEnoughWithin(PAUSE));
    } finally {
      // Whoever waits for the lock must not do so for ever when it cannot be had.
      taken.countDown();
    }
  }

  private boolean isEnoughWithin(Duration time) {
    try {
      return enough.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /// Returns when the lock is free.
  @Override
  public void close() {
    enough.countDown();
    boolean interrupted = false;
    while (holder.isAlive()) {
      try {
        holder.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
