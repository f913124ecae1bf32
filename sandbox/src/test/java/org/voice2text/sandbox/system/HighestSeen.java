package org.voice2text.sandbox.system;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Scrapes all the time and keeps the highest value of each series, so that a gauge which is above
/// zero for a moment only is seen. Thread-safe.
final class HighestSeen implements AutoCloseable {
  private final Map<String, Double> highest = new TreeMap<>();
  private final ScrapeLoop loop;

  /// @param scraper gives nothing while no exporter answers
  HighestSeen(Supplier<Optional<Scrape>> scraper) {
    this.loop = new ScrapeLoop(scraper, this::add);
  }

  private synchronized void add(Scrape scrape) {
    scrape.samples().forEach((series, value) -> highest.merge(series, value, Math::max));
  }

  synchronized Map<String, Double> values() {
    return Map.copyOf(highest);
  }

  @Override
  public void close() {
    loop.close();
  }
}
