package org.voice2text.exporter.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.function.Predicate;

/// Lets the library's server read from the scraper, which never throws, instead of from registered
/// collectors, of which one can spoil the answer of all. Thread-safe.
final class ScraperRegistry extends PrometheusRegistry {
  private final Scraper scraper;

  ScraperRegistry(Scraper scraper) {
    this.scraper = scraper;
  }

  @Override
  public MetricSnapshots scrape() {
    return scraper.scrape();
  }

  @Override
  public MetricSnapshots scrape(PrometheusScrapeRequest request) {
    return scraper.scrape();
  }

  @Override
  public MetricSnapshots scrape(Predicate<String> included) {
    return only(included);
  }

  /// The names as they are asked for: the library's own test takes whatever begins so.
  @Override
  public MetricSnapshots scrape(Predicate<String> included, PrometheusScrapeRequest request) {
    String[] names = request.getParameterValues("name[]");
    return names == null ? only(included) : only(List.of(names)::contains);
  }

  private MetricSnapshots only(Predicate<String> included) {
    MetricSnapshots.Builder some = MetricSnapshots.builder();
    scraper.scrape().stream()
        .filter(family -> FamilyNames.of(family).stream().anyMatch(included))
        .forEach(some::metricSnapshot);
    return some.build();
  }
}
