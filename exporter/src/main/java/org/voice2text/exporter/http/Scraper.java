package org.voice2text.exporter.http;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.voice2text.exporter.http.SourceRun.Outcome;
import org.voice2text.model.catalogue.ExporterCatalogue;

/// Reads all sources for one answer. Thread-safe; answers are made one after the other.
final class Scraper implements AutoCloseable {
  /// They come last, and no source may be there before them.
  private static final Set<String> OWN =
      Set.of(ExporterCatalogue.COLLECTOR_UP.name(), ExporterCatalogue.SCRAPE_DURATION.name());

  private final List<SourceRun> sources;
  private final Duration deadline;
  private final CollectorStates states;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("scrape-", 0).factory());

  Scraper(List<ScrapeSource> sources, Duration deadline, CollectorStates states) {
    this.sources = sources.stream().map(SourceRun::new).toList();
    this.deadline = deadline;
    this.states = states;
  }

  synchronized MetricSnapshots scrape() {
    long start = System.nanoTime();
    sources.forEach(source -> source.begin(executor));
    Answer answer = new Answer();
    Map<String, Boolean> up = new HashMap<>();
    Map<String, Double> took = new HashMap<>();
    for (SourceRun source : sources) {
      Outcome outcome = source.await(start, start + deadline.toNanos());
      up.put(source.name(), add(source, outcome, answer));
      took.put(source.name(), outcome.took().toNanos() / 1e9);
    }
    states.set(up);
    Map<String, Double> shown = new HashMap<>();
    up.forEach((name, works) -> shown.put(name, works ? 1.0 : 0.0));
    answer.add(ExporterCatalogue.COLLECTOR_UP.of(shown));
    answer.add(ExporterCatalogue.SCRAPE_DURATION.of(took));
    return answer.build();
  }

  private static boolean add(SourceRun source, Outcome outcome, Answer answer) {
    if (outcome.reading() == null) {
      return false;
    }
    List<String> problems = new ArrayList<>();
    for (MetricSnapshot family : outcome.reading().families()) {
      String name = family.getMetadata().getPrometheusName();
      Optional<String> problem =
          OWN.contains(name) ? Optional.of(name + " is the exporter's own") : answer.add(family);
      problem.ifPresent(problems::add);
    }
    source.report(
        problems.isEmpty() ? "" : "has families that are left out: " + String.join(", ", problems),
        null);
    return problems.isEmpty() && outcome.reading().up();
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
