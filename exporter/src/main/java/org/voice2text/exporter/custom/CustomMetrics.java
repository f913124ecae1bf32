package org.voice2text.exporter.custom;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.exporter.http.ScrapeSource;
import org.voice2text.exporter.http.ScrapeSource.Reading;
import org.voice2text.model.runtime.Loop;

/// The metrics that an operator describes by SQL statements, each refreshed at its own interval and
/// served from memory, so that no statement can hold up a scrape. Thread-safe.
public final class CustomMetrics implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CustomMetrics.class);

  /// Statements that run at the same time. SQLite's calls hold the threads they run on, so these
  /// are not virtual; one statement waits for others at most half the sum of their timeouts.
  private static final int THREADS = 2;

  /// A statement is broken off within milliseconds, unless it waits for a lock.
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  private final List<RefreshedMetric> metrics;
  private final InstantSource clock;
  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().name("custom-metrics-", 0).daemon().factory());
  private final List<Loop> loops = new ArrayList<>();

  public CustomMetrics(List<CustomMetric> metrics, ZoneId zone, InstantSource clock) {
    this.clock = clock;
    this.metrics =
        metrics.stream().map(metric -> new RefreshedMetric(metric, zone, clock)).toList();
  }

  /// To be called once.
  public void start() {
    for (RefreshedMetric metric : metrics) {
      loops.add(
          Loop.start(
              "custom-metric-" + metric.metric().name(),
              metric.metric().refresh(),
              _ -> {},
              () -> refresh(metric)));
    }
  }

  private Duration refresh(RefreshedMetric metric) throws Exception {
    try {
      return executor.submit(metric::refresh).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /// Brings everything up to date at once, instead of by and by.
  void refreshNow() throws InterruptedException {
    for (RefreshedMetric metric : metrics) {
      Duration _ = metric.refresh();
    }
  }

  /// What the metrics server is to read; nothing if there is no custom metric.
  public List<ScrapeSource> sources() {
    return metrics.isEmpty() ? List.of() : List.of(new ScrapeSource("custom", this::read));
  }

  private Reading read() {
    return new Reading(
        CustomFamilies.of(metrics, clock.instant()),
        metrics.stream().allMatch(RefreshedMetric::isFresh));
  }

  /// Names of the built-in metrics in whose place an operator's own are served.
  public Set<String> replaced() {
    return metrics.stream()
        .map(RefreshedMetric::metric)
        .filter(CustomMetric::replaces)
        .map(CustomMetric::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void close() {
    loops.forEach(Loop::close);
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("The statement of a custom metric did not end in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
