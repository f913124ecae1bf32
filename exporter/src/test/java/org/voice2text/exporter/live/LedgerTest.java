package org.voice2text.exporter.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.model.live.LiveFrame.Hello;
import org.voice2text.model.live.LiveProtocolException;
import org.voice2text.model.live.LiveRejection;

class LedgerTest {
  private static final Duration SILENCE = Duration.ofSeconds(6);

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock();
  private LiveStats stats;
  private DurableLedger ledger;

  @BeforeEach
  void start() {
    stats = new LiveStats();
    ledger =
        new DurableLedger(
            new CheckpointFile(folder.resolve("exporter.ledger")),
            Set.of("queue", "workers"),
            1_000,
            clock,
            stats);
  }

  /// As after a kill: whatever the former instance did not write is lost.
  private void restart() {
    start();
  }

  @Test
  void keepsTheCountersOfASessionThatSaidGoodbyeAndDropsItsGauges() throws Exception {
    hello("a");
    ledger.apply("a", 1, families(counter("c", 3), gauge("g", 7)));
    assertThat(values()).containsEntry("c_total", 3.0).containsEntry("g", 7.0);

    ledger.goodbye("a", 2);

    assertThat(values()).isEqualTo(Map.of("c_total", 3.0));
    assertThat(ledger.state().pushing()).isZero();
  }

  @Test
  void addsUpARestartedBot() throws Exception {
    hello("a");
    ledger.apply("a", 1, families(counter("c", 3)));
    ledger.goodbye("a", 2);
    hello("b");
    ledger.apply("b", 1, families(counter("c", 2)));

    assertThat(values()).containsEntry("c_total", 5.0);
  }

  @Test
  void countsASilentSessionOnAndHidesItsGauges() throws Exception {
    hello("a");
    ledger.apply("a", 1, families(counter("c", 3), gauge("g", 7)));
    clock.advance(SILENCE);

    assertThat(values()).isEqualTo(Map.of("c_total", 3.0));
    assertThat(ledger.state().pushing()).isZero();

    ledger.apply("a", 2, families(counter("c", 4), gauge("g", 8)));

    assertThat(values()).isEqualTo(Map.of("c_total", 4.0, "g", 8.0));
    assertThat(ledger.state().pushing()).isEqualTo(1);
  }

  @Test
  void waitsLongerForASlowPusher() throws Exception {
    ledger.hello(Hello.of("a", "bot", clock.instant(), Duration.ofSeconds(10)));
    ledger.apply("a", 1, families(gauge("g", 1)));

    clock.advance(Duration.ofSeconds(199));
    assertThat(ledger.state().pushing()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(2));
    assertThat(ledger.state().pushing()).isZero();
  }

  @Test
  void doesNotCountAReconnectTwice() throws Exception {
    hello("a");
    ledger.apply("a", 1, families(counter("c", 3)));
    hello("a");
    ledger.apply("a", 2, families(counter("c", 3)));

    assertThat(values()).containsEntry("c_total", 3.0);
  }

  @Test
  void ignoresRepeatedAndOlderFrames() throws Exception {
    hello("a");
    ledger.apply("a", 2, families(counter("c", 3)));

    assertThat(refusal(() -> ledger.apply("a", 2, families(counter("c", 9)))))
        .isEqualTo(LiveRejection.OUT_OF_ORDER);
    assertThat(refusal(() -> ledger.goodbye("a", 1))).isEqualTo(LiveRejection.OUT_OF_ORDER);
    assertThat(values()).containsEntry("c_total", 3.0);
  }

  @Test
  void refusesFramesOfAnEndedSessionAlsoAfterARestart() throws Exception {
    hello("a");
    ledger.apply("a", 1, families(counter("c", 3)));
    ledger.goodbye("a", 2);
    restart();

    assertThat(refusal(() -> hello("a"))).isEqualTo(LiveRejection.SESSION_ENDED);
    assertThat(refusal(() -> ledger.apply("a", 3, families(counter("c", 4)))))
        .isEqualTo(LiveRejection.SESSION_ENDED);
    assertThat(values()).containsEntry("c_total", 3.0);
  }

  @Test
  void keepsASeriesThatVanishedFromTheFrame() throws Exception {
    hello("a");
    ledger.apply("a", 1, families(counter("c", 3, "l", "1"), gauge("g", 1)));
    ledger.apply("a", 2, families(counter("c", 4, "l", "2")));

    assertThat(values()).isEqualTo(Map.of("c_total{l=\"1\"}", 3.0, "c_total{l=\"2\"}", 4.0));
  }

  @Test
  void keepsTheFormerValueOfACounterThatFell() throws Exception {
    hello("a");
    ledger.apply("a", 1, families(counter("c", 3)));
    ledger.apply("a", 2, families(counter("c", 2)));
    assertThat(values()).containsEntry("c_total", 3.0);
    assertThat(stats.rejected(LiveRejection.COUNTER_RESET)).isEqualTo(1);

    ledger.apply("a", 3, families(counter("c", 5)));
    assertThat(values()).containsEntry("c_total", 5.0);
  }

  @Test
  void addsUpACounterThatBeganAnewWithinASession() throws Exception {
    hello("a");
    ledger.apply("a", 1, List.of(created(3, 1_000)));
    ledger.apply("a", 2, List.of(created(2, 2_000)));

    assertThat(values()).containsEntry("c_total", 5.0);
    assertThat(stats.rejected(LiveRejection.COUNTER_RESET)).isZero();
  }

  @Test
  void servesTheGaugeOfTheYoungestProcessAndAddsUpThoseThatAddUp() throws Exception {
    ledger.hello(Hello.of("young", "bot", clock.instant(), Duration.ofSeconds(1)));
    ledger.hello(Hello.of("old", "bot", clock.instant().minusSeconds(60), Duration.ofSeconds(1)));
    ledger.apply("young", 1, families(gauge("g", 1), gauge("queue", 2)));
    ledger.apply("old", 1, families(gauge("g", 9), gauge("queue", 3)));

    assertThat(values()).isEqualTo(Map.of("g", 1.0, "queue", 5.0));
  }

  @Test
  void leavesOutAFamilyThatHasAnotherTypeElsewhere() throws Exception {
    hello("a");
    ledger.apply("a", 1, families(counter("x", 3)));
    hello("b");
    ledger.apply("b", 1, families(gauge("x", 7), counter("y", 1)));

    assertThat(values()).isEqualTo(Map.of("x_total", 3.0, "y_total", 1.0));
    assertThat(stats.rejected(LiveRejection.TYPE_CLASH)).isEqualTo(1);
  }

  @Test
  void addsUpHistogramsOfDifferingResolutionAndLayout() throws Exception {
    hello("a");
    ledger.apply("a", 1, families(histogram(5, 1.0, 2.0), summary(2)));
    ledger.goodbye("a", 2);
    hello("b");
    ledger.apply("b", 1, families(histogram(2, 1.0, 4.0), summary(3)));

    assertThat(values())
        .containsEntry("h_count", 8.0)
        .containsEntry("h_sum", 14.200000000000001)
        .containsEntry("h_bucket{le=\"1.0\"}", 2.0)
        .containsEntry("h_bucket{le=\"+Inf\"}", 8.0)
        .doesNotContainKeys("h_bucket{le=\"2.0\"}", "h_bucket{le=\"4.0\"}")
        .containsEntry("s_count", 2.0)
        .containsEntry("s_sum", 5.0);
  }

  @Test
  void servesWhatItServedBeforeItWasKilled() throws Exception {
    hello("a");
    ledger.apply("a", 1, families(counter("c", 3.5), histogram(3, 1.0), summary(2)));
    ledger.goodbye("a", 2);
    hello("b");
    ledger.apply("b", 1, families(counter("c", 0.1), histogram(3, 1.0), gauge("g", 4)));
    String before = Served.text(ledger.collect());
    restart();

    assertThat(Served.text(ledger.collect())).isEqualTo(before);

    ledger.apply("b", 2, families(counter("c", 1.1)));
    assertThat(values()).containsEntry("c_total", 4.6);
  }

  @Test
  void startsEmptyBesideACheckpointThatIsBroken() throws Exception {
    hello("a");
    ledger.apply("a", 1, families(counter("c", 3)));
    ledger.sync();
    Path file = folder.resolve("exporter.ledger");
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i += 31) {
      byte[] broken = whole.clone();
      broken[i] ^= 0x10;
      Files.write(file, broken);
      restart();
      assertThat(ledger.collect()).isEmpty();
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(names()).contains("exporter.ledger.corrupt-1793534400000");
  }

  @Test
  void goesOnWhenTheCheckpointCannotBeWritten() throws Exception {
    Files.createDirectory(folder.resolve("exporter.ledger.tmp"));
    hello("a");
    ledger.apply("a", 1, families(counter("c", 3)));

    assertThat(values()).containsEntry("c_total", 3.0);
    Files.delete(folder.resolve("exporter.ledger.tmp"));
    assertThat(values()).containsEntry("c_total", 3.0);
    restart();
    assertThat(values()).containsEntry("c_total", 3.0);
  }

  @Test
  void forgetsASeriesThatNobodyReportsFor30Days() throws Exception {
    hello("a");
    ledger.apply("a", 1, families(counter("gone", 1), counter("kept", 1)));
    ledger.goodbye("a", 2);
    for (int day = 0; day < 31; day++) {
      clock.advance(Duration.ofDays(1));
      hello("b");
      ledger.apply("b", day + 1L, families(counter("kept", 1)));
      ledger.tidy();
    }

    assertThat(values()).isEqualTo(Map.of("kept_total", 2.0));
  }

  @Test
  void takesAReplacedSessionThatStaysSilentForDead() throws Exception {
    hello("a");
    ledger.apply("a", 1, families(counter("c", 1)));
    clock.advance(Duration.ofHours(25));
    ledger.tidy();
    ledger.apply("a", 2, families(counter("c", 2)));
    hello("b");
    clock.advance(Duration.ofHours(25));
    ledger.apply("b", 1, families(counter("c", 5)));
    ledger.tidy();

    assertThat(values()).containsEntry("c_total", 7.0);
    assertThat(refusal(() -> ledger.apply("a", 3, List.of())))
        .isEqualTo(LiveRejection.SESSION_ENDED);
  }

  @Test
  void boundsTheSessionsOfABotThatCrashesAgainAndAgain() throws Exception {
    for (int i = 0; i < 200; i++) {
      clock.advance(SILENCE);
      hello("s" + i);
      ledger.apply("s" + i, 1, families(counter("c", 1)));
    }

    assertThat(values()).isEqualTo(Map.of("c_total", 200.0));
    assertThat(ledger.state().series()).isLessThan(70);
  }

  private void hello(String id) throws LiveProtocolException {
    ledger.hello(Hello.of(id, "bot", clock.instant(), Duration.ofMillis(250)));
  }

  private Map<String, Double> values() {
    return Served.values(ledger.collect());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private interface Call {
    void run() throws LiveProtocolException;
  }

  private static LiveRejection refusal(Call call) {
    return assertThatExceptionOfType(LiveProtocolException.class)
        .isThrownBy(call::run)
        .actual()
        .reason();
  }

  private static List<MetricSnapshot> families(MetricSnapshot... families) {
    return List.of(families);
  }

  private static MetricSnapshot counter(String name, double value, String... labels) {
    return CounterSnapshot.builder()
        .name(name)
        .dataPoint(
            CounterDataPointSnapshot.builder()
                .value(value)
                .labels(io.prometheus.metrics.model.snapshots.Labels.of(labels))
                .build())
        .build();
  }

  private static MetricSnapshot created(double value, long createdMillis) {
    return CounterSnapshot.builder()
        .name("c")
        .dataPoint(
            CounterDataPointSnapshot.builder()
                .value(value)
                .createdTimestampMillis(Instant.ofEpochMilli(createdMillis).toEpochMilli())
                .build())
        .build();
  }

  private static MetricSnapshot gauge(String name, double value) {
    PrometheusRegistry registry = new PrometheusRegistry();
    Gauge.builder().name(name).register(registry).set(value);
    return registry.scrape().get(0);
  }

  private static MetricSnapshot histogram(int nativeSchema, double... bounds) {
    Histogram histogram =
        Histogram.builder()
            .name("h")
            .classicUpperBounds(bounds)
            .nativeInitialSchema(nativeSchema)
            .register(new PrometheusRegistry());
    for (double value : new double[] {0.8, 1.6, 1.7, 3.0}) {
      histogram.observe(value);
    }
    return histogram.collect();
  }

  private static MetricSnapshot summary(double value) {
    Summary summary = Summary.builder().name("s").register(new PrometheusRegistry());
    summary.observe(value);
    return summary.collect();
  }
}
