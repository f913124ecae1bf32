package org.voice2text.sandbox.system;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Scrapes all the time and compares each answer with the one before: a counter may never fall, nor
/// leave.
final class CounterWatch implements AutoCloseable {
  private final Supplier<Optional<Scrape>> scraper;
  private final List<String> falls = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Map<String, Double> highest = new TreeMap<>();
  private final Thread thread;
  private final AtomicInteger scrapes = new AtomicInteger();

  /// @param scraper gives nothing while no exporter answers
  CounterWatch(Supplier<Optional<Scrape>> scraper) {
    this.scraper = scraper;
    this.thread = Thread.ofVirtual().name("counter-watch").start(this::run);
  }

  private void run() {
    try {
      do {
        scraper.get().ifPresent(this::compare);
      } while (!stop.await(50, TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      falls.add("the watch itself failed: " + e);
    }
  }

  private void compare(Scrape scrape) {
    int _ = scrapes.incrementAndGet();
    highest.forEach((series, before) -> {
      Double now = scrape.samples().get(series);
      boolean fell = now == null ? !isReadFromDatabase(series) : now < before;
      if (fell) {
        falls.add("%s was %s and is %s".formatted(series, before, now));
      }
    });
    scrape
        .samples()
        .forEach((series, value) -> {
          if (scrape.mayOnlyRise(series)) {
            highest.merge(series, value, Math::max);
          }
        });
  }

  /// A new exporter has no business totals until it has read them once: none is better than a wrong
  /// one.
  private static boolean isReadFromDatabase(String series) {
    return series.matches("(business_|bot_users_|bot_records_).*");
  }

  /// What fell or left, with its values; empty when all is well.
  List<String> falls() {
    return List.copyOf(falls);
  }

  /// How many answers were compared.
  int scrapes() {
    return scrapes.get();
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
