package org.voice2text.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voice2text.exporter.LogLines;
import org.voice2text.exporter.http.ScrapeSource.Reading;

@Timeout(30)
class ScraperTest {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final ScrapeSource GOOD = fresh("good", gauge("fine", 1));

  private final CollectorStates states = new CollectorStates();

  @Test
  void servesTheRestWhenASourceThrows() {
    AtomicBoolean broken = new AtomicBoolean(true);
    ScrapeSource bad =
        new ScrapeSource(
            "bad",
            () -> {
              if (broken.get()) {
                throw new IllegalStateException("secret");
              }
              return Reading.fresh(List.of(gauge("repaired", 1)));
            });
    try (Scraper scraper = new Scraper(List.of(bad, GOOD), DEADLINE, states)) {
      assertThat(text(scraper))
          .contains("fine 1.0\n", "exporter_collector_up{collector=\"bad\"} 0.0\n")
          .contains("exporter_collector_up{collector=\"good\"} 1.0\n")
          .doesNotContain("secret");
      assertThat(states.last()).isEqualTo(Map.of("bad", false, "good", true));
      broken.set(false);
      assertThat(text(scraper))
          .contains("repaired 1.0\n", "exporter_collector_up{collector=\"bad\"} 1.0\n");
    }
  }

  @Test
  void tellsTheLogOfAFailureOnce() {
    ScrapeSource bad =
        new ScrapeSource(
            "bad",
            () -> {
              throw new IllegalStateException("expected by the test");
            });
    ScrapeSource twice = fresh("twice", gauge("fine", 2));
    try (LogLines log = new LogLines(SourceRun.class);
        Scraper scraper = new Scraper(List.of(GOOD, bad, twice), DEADLINE, states)) {
      for (int i = 0; i < 3; i++) {
        assertThat(text(scraper))
            .contains("fine 1.0\n", "exporter_collector_up{collector=\"bad\"} 0.0\n")
            .contains("exporter_collector_up{collector=\"twice\"} 0.0\n")
            .doesNotContain("expected by the test", "\tat ");
      }
      assertThat(log.lines())
          .containsExactly(
              "WARN The collector bad fails and is left out of the answers",
              "WARN The collector twice has families that are left out: fine has the same series twice");
    }
  }

  @Test
  void letsNobodySayWhichCollectorsWork() {
    ScrapeSource liar =
        fresh("liar", gauge("exporter_collector_up", 1, "collector", "liar"), gauge("own", 4));
    try (Scraper scraper = new Scraper(List.of(liar), DEADLINE, states)) {
      assertThat(text(scraper))
          .contains("own 4.0\n", "exporter_collector_up{collector=\"liar\"} 0.0\n")
          .doesNotContain("{collector=\"liar\"} 1.0\n");
    }
  }

  @Test
  void servesASourceWithoutSomeOfItsMetrics() throws Exception {
    ScrapeSource source =
        fresh("part", gauge("a", 1), counter("b_total", 2), gauge("b_total_today", 3));
    assertThat(source.without(Set.of())).isSameAs(source);
    ScrapeSource less = source.without(Set.of("b_total", "none"));
    assertThat(less.name()).isEqualTo("part");
    assertThat(less.reader().read().families())
        .extracting(family -> family.getMetadata().getPrometheusName())
        .containsExactly("a", "b_total_today");
    assertThat(
            new ScrapeSource("bad", () -> new Reading(List.of(), false))
                .without(Set.of("a"))
                .reader()
                .read()
                .up())
        .isFalse();
  }

  @Test
  void leavesOutASourceThatIsTooSlowAndDoesNotReadItTwiceAtATime() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    ScrapeSource slow =
        new ScrapeSource(
            "slow",
            () -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              awaitWhateverInterrupts(release);
              running.decrementAndGet();
              return Reading.fresh(List.of(gauge("late", 1)));
            });
    try (Scraper scraper = new Scraper(List.of(slow, GOOD), Duration.ofMillis(50), states)) {
      for (int i = 0; i < 3; i++) {
        assertThat(text(scraper))
            .contains("fine 1.0\n", "exporter_collector_up{collector=\"slow\"} 0.0\n")
            .doesNotContain("late");
      }
      release.countDown();
    }
  }

  @Test
  void leavesOutAFamilyThatClashesWithAnEarlierOne() {
    ScrapeSource other =
        fresh(
            "other",
            counter("fine", 2),
            gauge("took_count", 1),
            gauge("requests_total", 1),
            gauge("fine", 3),
            gauge("own", 4));
    try (Scraper scraper =
        new Scraper(
            List.of(fresh("first", gauge("fine", 1), counter("requests", 7)), other),
            DEADLINE,
            states)) {
      assertThat(text(scraper))
          .contains("fine 1.0\n", "own 4.0\n", "requests_total 7.0\n", "took_count 1.0\n")
          .contains("exporter_collector_up{collector=\"other\"} 0.0\n")
          .contains("exporter_collector_up{collector=\"first\"} 1.0\n")
          .doesNotContain("fine_total", "fine 3.0", "requests_total 1.0");
    }
  }

  @Test
  void joinsFamiliesOfTheSameNameWithOtherLabels() {
    try (Scraper scraper =
        new Scraper(
            List.of(
                fresh("bot", gauge("jvm_threads", 1, "process", "bot")),
                fresh("own", gauge("jvm_threads", 2, "process", "exporter"))),
            DEADLINE,
            states)) {
      assertThat(text(scraper))
          .containsOnlyOnce("# TYPE jvm_threads gauge\n")
          .contains("jvm_threads{process=\"bot\"} 1.0\n")
          .contains("jvm_threads{process=\"exporter\"} 2.0\n");
    }
  }

  @Test
  void joinsAnInfoOfOursWithTheOneThatCameOverTheSocket() {
    MetricSnapshot pushed =
        new GaugeSnapshot(
            new MetricMetadata("runtime_info"),
            List.of(
                new GaugeSnapshot.GaugeDataPointSnapshot(1, Labels.of("process", "bot"), null)));
    MetricSnapshot ours =
        new InfoSnapshot(
            new MetricMetadata("runtime"),
            List.of(new InfoSnapshot.InfoDataPointSnapshot(Labels.of("process", "exporter"))));
    try (Scraper scraper =
        new Scraper(List.of(fresh("a", pushed), fresh("b", ours)), DEADLINE, states)) {
      assertThat(text(scraper))
          .contains("runtime_info{process=\"bot\"} 1.0\n")
          .contains("runtime_info{process=\"exporter\"} 1.0\n")
          .contains("exporter_collector_up{collector=\"b\"} 1.0\n");
    }
  }

  @Test
  void saysThatAReadingIsNotFresh() {
    ScrapeSource stale =
        new ScrapeSource("stale", () -> new Reading(List.of(gauge("old", 1)), false));
    try (Scraper scraper = new Scraper(List.of(stale), DEADLINE, states)) {
      assertThat(text(scraper))
          .contains("old 1.0\n", "exporter_collector_up{collector=\"stale\"} 0.0\n")
          .contains("exporter_scrape_duration_seconds{collector=\"stale\"} ");
    }
  }

  private static void awaitWhateverInterrupts(CountDownLatch latch) {
    boolean open = false;
    while (!open) {
      try {
        open = latch.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        // A source that does not heed interrupts.
      }
    }
  }

  private static ScrapeSource fresh(String name, MetricSnapshot... families) {
    return new ScrapeSource(name, () -> Reading.fresh(List.of(families)));
  }

  private static MetricSnapshot gauge(String name, double value, String... labels) {
    return GaugeSnapshot.builder()
        .name(name)
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build())
        .build();
  }

  private static MetricSnapshot counter(String name, double value) {
    return CounterSnapshot.builder()
        .name(name)
        .dataPoint(CounterDataPointSnapshot.builder().value(value).build())
        .build();
  }

  private static String text(Scraper scraper) {
    return PrometheusTextFormatWriter.create().toDebugString(scraper.scrape());
  }
}
