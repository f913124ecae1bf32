package org.voice2text.sandbox.system;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Scrapes all the time and keeps the highest value of each series, so that a gauge which is above
/// zero for a moment only is seen. Thread-safe.
final class HighestSeen implements AutoCloseable {
  private final Supplier<Optional<Scrape>> scraper;
  private final Map<String, Double> highest = new TreeMap<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  /// @param scraper gives nothing while no exporter answers
  HighestSeen(Supplier<Optional<Scrape>> scraper) {
    this.scraper = scraper;
    this.thread = Thread.ofVirtual().name("highest-seen").start(this::run);
  }

  private void run() {
    try {
      do {
        scraper.get().ifPresent(this::add);
      } while (!stop.await(50, TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void add(Scrape scrape) {
    scrape.samples().forEach((series, value) -> highest.merge(series, value, Math::max));
  }

  synchronized Map<String, Double> values() {
    return Map.copyOf(highest);
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
