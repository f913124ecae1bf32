package org.voice2text.sandbox.system;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Scrapes all the time and compares each answer with the one before: a counter may never fall, nor
/// leave.
final class CounterWatch implements AutoCloseable {
  private final List<String> falls = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Double> highest = new TreeMap<>();
  private final AtomicInteger scrapes = new AtomicInteger();
  private final ScrapeLoop loop;

  /// @param scraper gives nothing while no exporter answers
  CounterWatch(Supplier<Optional<Scrape>> scraper) {
    this.loop = new ScrapeLoop(scraper, this::compare);
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
    loop.close();
  }
}
