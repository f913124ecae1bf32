package org.voice2text.bot.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voice2text.bot.telemetry.FakeExporter.Manner;
import org.voice2text.bot.telemetry.FakeExporter.Received;
import org.voice2text.bot.telemetry.LivePusher.Deadlines;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.live.FamilyCodec;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.live.LiveBounds;
import org.voice2text.model.live.LiveFrame;
import org.voice2text.model.live.LiveFrameCodec;

@Timeout(60)
class LivePusherTest {
  private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
  private static final Duration INTERVAL = Duration.ofMillis(10);
  private static final Deadlines PATIENT =
      new Deadlines(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));
  private static final Deadlines IMPATIENT =
      new Deadlines(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100));

  @TempDir Path folder;
  private final Instruments instruments = new Instruments();
  private final PrometheusRegistry processRegistry = new PrometheusRegistry();

  @Test
  void saysHelloAndThenSendsStatesOfRisingSequence() throws Exception {
    try (FakeExporter exporter = exporter(Manner.CONFIRMS);
        LivePusher pusher = pusher("a")) {
      assertThat(exporter.take()).isEqualTo(new Received(1, hello("a")));
      for (long sequence = 1; sequence <= 5; sequence++) {
        LiveFrame.Snapshot snapshot = (LiveFrame.Snapshot) exporter.take().frame();
        assertThat(snapshot.sequence()).isEqualTo(sequence);
        assertThat(snapshot.families()).hasSizeGreaterThan(20);
      }
      assertThat(pusher.isConnected()).isTrue();
    }
  }

  @Test
  void saysGoodbyeAndLeavesNothingWhenThatIsConfirmed() throws Exception {
    try (FakeExporter exporter = exporter(Manner.CONFIRMS)) {
      LivePusher pusher = pusher("a");
      assertThat(exporter.take().frame()).isEqualTo(hello("a"));
      pusher.close();
      LiveFrame last = hello("a");
      LiveFrame before = last;
      while (!(last instanceof LiveFrame.Goodbye)) {
        before = last;
        last = exporter.take().frame();
      }
      assertThat(((LiveFrame.Goodbye) last).sequence())
          .isEqualTo(((LiveFrame.Snapshot) before).sequence() + 1);
    }
    assertThat(spool()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"IGNORES_GOODBYE", "DIES_OF_A_GOODBYE"})
  void keepsTheLastStateWhenTheGoodbyeIsNotConfirmed(Manner manner) throws Exception {
    try (FakeExporter exporter = exporter(manner)) {
      LivePusher pusher = pusher("a", Clock.systemUTC(), IMPATIENT);
      assertThat(exporter.take().frame()).isEqualTo(hello("a"));
      pusher.close();
    }
    assertThat(spool()).containsExactly("a.frames", "a.lock");
  }

  @Test
  void connectsAgainAfterTheExporterDiedAndGoesOnInItsSequence() throws Exception {
    FakeExporter first = exporter(Manner.CONFIRMS);
    LivePusher pusher = pusher("a");
    assertThat(first.take().frame()).isEqualTo(hello("a"));
    long reached = ((LiveFrame.Snapshot) first.take().frame()).sequence();
    first.close();
    await().until(() -> !pusher.isConnected());
    assertThat(failures()).isNotEmpty();
    await().until(() -> spool().contains("a.frames"));
    try (FakeExporter second = exporter(Manner.CONFIRMS)) {
      assertThat(second.take().frame()).isEqualTo(hello("a"));
      assertThat(((LiveFrame.Snapshot) second.take().frame()).sequence()).isGreaterThan(reached);
      await().until(() -> !spool().contains("a.frames"));
      pusher.close();
    }
    assertThat(spool()).isEmpty();
  }

  @Test
  void asksAnAbsentExporterLessAndLessOften() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(START);
    try (LivePusher pusher = pusher("a", now::get)) {
      await().until(() -> tries() == 1);
      for (int i = 1, pause = 100; i <= 8; i++, pause = Math.min(5000, 2 * pause)) {
        int before = i;
        now.updateAndGet(shift(Duration.ofMillis(pause - 1)));
        pass();
        assertThat(tries()).as("within %d ms", pause).isEqualTo(before);
        now.updateAndGet(shift(Duration.ofMillis(pause / 2 + 2)));
        await().until(() -> tries() == before + 1);
      }
      assertThat(pusher.isConnected()).isFalse();
    }
  }

  @Test
  void anExporterThatNeverReadsCostsAWriteDeadlineAndNoMore() throws Exception {
    instruments.allow(
        List.of("model"), IntStream.range(0, 2000).mapToObj(i -> List.of("model-" + i)).toList());
    try (FakeExporter exporter = exporter(Manner.NEVER_READS)) {
      LivePusher pusher = pusher("a", Clock.systemUTC(), IMPATIENT);
      await().until(() -> failures().containsKey("{reason=\"timeout\"}"));
      pusher.close();
      assertThat(exporter.connections()).isPositive();
    }
    assertThat(spool()).containsExactly("a.frames", "a.lock");
  }

  @Test
  void keepsItsStateWithoutAnExporterAndTheNextProcessDeliversIt() throws Exception {
    instruments.increment(LiveMetrics.BOTS_CREATED);
    LivePusher first = pusher("first");
    await().until(() -> spool().contains("first.frames"));
    first.close();
    assertThat(spool()).containsExactly("first.frames", "first.lock");
    LiveFrame.Snapshot kept = kept("first.frames");

    try (FakeExporter exporter = exporter(Manner.CONFIRMS);
        LivePusher second = pusher("second")) {
      assertThat(exporter.take()).isEqualTo(new Received(1, hello("first")));
      Received delivered = exporter.take();
      assertThat(delivered.connection()).isEqualTo(1);
      assertThat(((LiveFrame.Snapshot) delivered.frame()).sequence()).isEqualTo(kept.sequence());
      assertThat(exporter.take()).isEqualTo(new Received(1, new LiveFrame.Goodbye(Long.MAX_VALUE)));
      // The connection between these looked whether the exporter had lived to keep it.
      assertThat(exporter.take()).isEqualTo(new Received(3, hello("second")));
      assertThat(spool()).doesNotContain("first.frames", "first.lock");
      await().until(second::isConnected);
    }
    assertThat(spool()).isEmpty();
  }

  @Test
  void writesTheStateDownAgainOnlyWhenItChanged() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(START);
    try (LivePusher _ = pusher("a", now::get)) {
      await().until(() -> tries() == 1);
      pass();
      long sequence = kept("a.frames").sequence();
      pass();
      assertThat(kept("a.frames").sequence()).isEqualTo(sequence);
      instruments.increment(LiveMetrics.BOTS_CREATED);
      await().until(() -> kept("a.frames").sequence() == sequence + 1);
    }
  }

  @Test
  void theLastStateIsFresh() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    GaugeWithCallback _ =
        GaugeWithCallback.builder()
            .name("reads")
            .callback(c -> c.call(reads.incrementAndGet()))
            .register(processRegistry);
    LivePusher pusher = pusher("a", () -> START);
    await().until(() -> spool().contains("a.frames"));
    assertThat(reads).hasValue(1);
    instruments.increment(LiveMetrics.BOTS_CREATED);
    pusher.close();
    assertThat(reads).hasValue(2);
    assertThat(kept("a.frames").families())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(
                    FamilyCodec.encodeAll(instruments.registry().scrape()),
                    List.of(
                        FamilyCodec.encode(
                            GaugeSnapshot.builder()
                                .name("reads")
                                .dataPoint(GaugeDataPointSnapshot.builder().value(2).build())
                                .build())))
                .flatMap(List::stream)
                .toList());
  }

  @Test
  void leavesTheStateOfAnotherLiveSessionAlone() throws Exception {
    LivePusher other = pusher("other");
    await().until(() -> spool().contains("other.frames"));
    try (FakeExporter exporter = exporter(Manner.CONFIRMS)) {
      try (LivePusher _ = pusher("mine")) {
        List<LiveFrame> hellos = List.of(exporter.take().frame(), exporter.take().frame());
        assertThat(hellos).doesNotContain(new LiveFrame.Goodbye(Long.MAX_VALUE));
      }
      other.close();
    }
    assertThat(spool()).isEmpty();
  }

  @Test
  void countsAMetricThatCannotBeReadAndRecovers() throws Exception {
    AtomicBoolean mended = new AtomicBoolean();
    Collector broken =
        () -> {
          // The test looks into the registry, too.
          if (!mended.get() && Thread.currentThread().getName().equals("live-push")) {
            throw new IllegalStateException("expected by the test");
          }
          return new GaugeSnapshot(new MetricMetadata("mended"), List.of());
        };
    processRegistry.register(broken);
    try (FakeExporter exporter = exporter(Manner.CONFIRMS);
        LivePusher pusher = pusher("a")) {
      await().until(() -> failures().containsKey("{reason=\"encode\"}"));
      mended.set(true);
      assertThat(exporter.take().frame()).isEqualTo(hello("a"));
      assertThat(exporter.take().frame()).isInstanceOf(LiveFrame.Snapshot.class);
      assertThat(pusher.isConnected()).isTrue();
    }
  }

  private FakeExporter exporter(Manner manner) {
    return new FakeExporter(address(), manner);
  }

  private LiveAddress address() {
    return LiveAddress.parse(folder.resolve("s").toString());
  }

  private LivePusher pusher(String session) throws IOException {
    return pusher(session, Clock.systemUTC());
  }

  private LivePusher pusher(String session, InstantSource clock) throws IOException {
    return pusher(session, clock, PATIENT);
  }

  private LivePusher pusher(String session, InstantSource clock, Deadlines deadlines)
      throws IOException {
    return LivePusher.start(
        address(),
        hello(session),
        instruments,
        new ProcessMetrics(processRegistry, clock),
        folder.resolve("spool"),
        clock,
        deadlines);
  }

  private static LiveFrame.Hello hello(String session) {
    return LiveFrame.Hello.of(session, "bot", START, INTERVAL);
  }

  private List<String> spool() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> !n.endsWith(".tmp"))
          .sorted()
          .toList();
    }
  }

  private LiveFrame.Snapshot kept(String name) throws Exception {
    LiveFrameCodec codec = new LiveFrameCodec(LiveBounds.DEFAULT);
    try (var in = Files.newInputStream(folder.resolve("spool").resolve(name))) {
      assertThat(codec.read(in)).isPresent();
      return (LiveFrame.Snapshot) codec.read(in).orElseThrow();
    }
  }

  private Map<String, Double> failures() {
    return Series.moved(instruments, LiveMetrics.LIVE_PUSH_FAILURES);
  }

  private int tries() {
    return failures().getOrDefault("{reason=\"connect\"}", 0.0).intValue();
  }

  private static java.util.function.UnaryOperator<Instant> shift(Duration duration) {
    return t -> t.plus(duration);
  }

  /// Lets the pusher have several turns.
  private void pass() {
    await().pollDelay(INTERVAL.multipliedBy(5)).until(() -> true);
  }
}
