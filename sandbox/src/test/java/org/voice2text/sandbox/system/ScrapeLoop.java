package org.voice2text.sandbox.system;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Scrapes all the time until it is closed. A thread of its own calls both functions.
final class ScrapeLoop implements AutoCloseable {
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable RuntimeException failure;

  /// @param scraper gives nothing while no exporter answers
  ScrapeLoop(Supplier<Optional<Scrape>> scraper, Consumer<Scrape> watch) {
    this.thread = Thread.ofVirtual().name("scrape-loop").start(() -> run(scraper, watch));
  }

  private void run(Supplier<Optional<Scrape>> scraper, Consumer<Scrape> watch) {
    try {
      do {
        scraper.get().ifPresent(watch);
      } while (!stop.await(50, TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /// @throws IllegalStateException if it failed: then nothing was watched from that moment on
  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new IllegalStateException("The watch itself failed", failure);
    }
  }
}
