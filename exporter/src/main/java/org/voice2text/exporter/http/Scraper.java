package org.voice2text.exporter.http;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.voice2text.exporter.http.SourceRun.Outcome;

/// Reads all sources for one answer. Thread-safe; answers are made one after the other.
final class Scraper implements AutoCloseable {
  private final List<SourceRun> sources;
  private final Duration deadline;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("scrape-", 0).factory());

  Scraper(List<ScrapeSource> sources, Duration deadline) {
    this.sources = sources.stream().map(SourceRun::new).toList();
    this.deadline = deadline;
  }

  synchronized MetricSnapshots scrape() {
    long start = System.nanoTime();
    sources.forEach(source -> source.begin(executor));
    Answer answer = new Answer();
    Map<String, Boolean> up = new LinkedHashMap<>();
    Map<String, Double> took = new LinkedHashMap<>();
    for (SourceRun source : sources) {
      Outcome outcome = source.await(start, start + deadline.toNanos());
      up.put(source.name(), add(source, outcome, answer));
      took.put(source.name(), outcome.took().toNanos() / 1e9);
    }
    up.forEach((name, ok) -> took.putIfAbsent(name, 0.0));
    answer.add(
        perCollector(
            "exporter_collector_up",
            "Whether the collector's metrics are all in this answer, and fresh.",
            up.entrySet().stream()
                .collect(
                    LinkedHashMap::new,
                    (map, e) -> map.put(e.getKey(), e.getValue() ? 1.0 : 0.0),
                    Map::putAll)));
    answer.add(
        perCollector(
            "exporter_scrape_duration_seconds",
            "How long the collector took for this answer, in seconds.",
            took));
    return answer.build();
  }

  private static boolean add(SourceRun source, Outcome outcome, Answer answer) {
    if (outcome.reading() == null) {
      return false;
    }
    List<String> problems = new ArrayList<>();
    for (MetricSnapshot family : outcome.reading().families()) {
      Optional<String> problem = answer.add(family);
      problem.ifPresent(problems::add);
    }
    source.report(
        problems.isEmpty() ? "" : "has families that are left out: " + String.join(", ", problems),
        null);
    return problems.isEmpty() && outcome.reading().up();
  }

  private static MetricSnapshot perCollector(String name, String help, Map<String, Double> values) {
    GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
    values.forEach((collector, value) ->
        family.dataPoint(
            GaugeDataPointSnapshot.builder()
                .labels(Labels.of("collector", collector))
                .value(value)
                .build()));
    return family.build();
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
