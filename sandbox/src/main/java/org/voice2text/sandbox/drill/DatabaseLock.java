package org.voice2text.sandbox.drill;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// Keeps others from writing to the database, as a program does that forgot to end its transaction.
/// Thread-safe.
final class DatabaseLock implements AutoCloseable {
  private final CountDownLatch enough = new CountDownLatch(1);
  private final Thread holder;

  private DatabaseLock(Path file, CountDownLatch taken) {
    holder = Thread.ofPlatform().name("database-lock").start(() -> hold(file, taken));
  }

  static DatabaseLock take(Path file) throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(1);
    DatabaseLock lock = new DatabaseLock(file, taken);
    taken.await();
    return lock;
  }

  private void hold(Path file, CountDownLatch taken) {
    try (Database other = Database.openWriter(file, DatabaseObserver.NONE)) {
      Void _ =
          other.transaction(
              "drill",
              h -> {
                int _ = h.execute("delete from updates where 1 = 0");
                taken.countDown();
                await();
                return null;
              });
    }
  }

  private void await() {
    try {
      enough.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws InterruptedException {
    enough.countDown();
    holder.join();
  }
}
