package org.voice2text.bot.rewriting;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Does once what several ask for at the same time: the first does it, the others wait for the same
/// result. Thread-safe.
final class SingleFlight<K, V> {
  private final Map<K, FutureTask<V>> running = new ConcurrentHashMap<>();

  /// Something to do.
  interface Work<V> {
    V run() throws InterruptedException;
  }

  /// @param shared whether another caller's work led to the result
  record Result<V>(V value, boolean shared) {}

  /// @throws InterruptedException if this caller is interrupted, or the one who does the work
  Result<V> run(K key, Work<V> work) throws InterruptedException {
    FutureTask<V> mine = new FutureTask<>(work::run);
    FutureTask<V> first = running.putIfAbsent(key, mine);
    if (first == null) {
      try {
        mine.run();
      } finally {
        boolean _ = running.remove(key, mine);
      }
    }
    FutureTask<V> done = first == null ? mine : first;
    try {
      return new Result<>(done.get(), first != null);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw new InterruptedException("The work was given up");
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("Work failed unexpectedly", e.getCause());
    }
  }
}
