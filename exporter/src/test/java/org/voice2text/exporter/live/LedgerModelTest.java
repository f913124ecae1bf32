package org.voice2text.exporter.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.voice2text.exporter.live.LedgerModel.Series;
import org.voice2text.model.live.LiveFrame.Hello;
import org.voice2text.model.live.LiveProtocolException;

/// Random lives of bots and exporters, compared with a model in plain numbers: what is served is
/// what the model says, and no served value ever falls, but for series that nobody reported for 30
/// days.
@Tag("slow")
class LedgerModelTest {
  private static final int SEQUENCES = 10_000;
  private static final int STEPS = 25;

  /// What may happen, each as often as it is named.
  private enum Step {
    PUSH,
    PUSH_AGAIN,
    LOSE,
    REPEAT,
    STOP_BOT,
    KILL_BOT,
    ROLL_BOT,
    RESTART_EXPORTER,
    CHECKPOINT,
    WAIT,
    WAIT_LONG,
    SCRAPE,
    SCRAPE_AGAIN
  }

  @Test
  void servesWhatTheModelSaysWhateverIsKilled() throws Exception {
    Map<Step, Integer> taken = new EnumMap<>(Step.class);
    int left = 0;
    for (int seed = 0; seed < SEQUENCES; seed++) {
      Life life = new Life(new Random(seed), "seed " + seed);
      life.run(taken);
      left += life.left;
    }
    assertThat(taken.keySet()).containsExactly(Step.values());
    assertThat(left).as("series that left after 30 days").isGreaterThan(SEQUENCES / 100);
  }

  /// Renaming files takes most of the time of a life, and has its own tests.
  private static final class Memory implements CheckpointStore {
    private byte[] content;

    @Override
    public Optional<byte[]> read() {
      return Optional.ofNullable(content);
    }

    @Override
    public void replace(byte[] bytes, boolean sync) {
      content = bytes;
    }

    @Override
    public String setAside(long suffix) {
      throw new AssertionError("The checkpoint could not be read");
    }
  }

  private static final class Life {
    private final Random random;
    private final CheckpointStore store = new Memory();
    private final String name;
    private final SettableClock clock = new SettableClock();
    private final List<ModelBot> bots = new ArrayList<>();
    private final Map<String, Series> served = new HashMap<>();

    /// Sessions of which the exporter, just started, may know an older frame than the model.
    private final Set<String> unheard = new HashSet<>();

    private DurableLedger ledger;
    private LedgerModel model = new LedgerModel();
    private LedgerModel kept = model.copy();
    private int started;
    private int left;

    Life(Random random, String name) {
      this.random = random;
      this.name = name;
      this.ledger = open();
    }

    private DurableLedger open() {
      return new DurableLedger(store, Set.of(), 1_000, clock, new LiveStats());
    }

    void run(Map<Step, Integer> taken) throws Exception {
      bots.add(newBot());
      bots.add(newBot());
      List<Step> steps = List.of(Step.values());
      for (int i = 0; i < STEPS; i++) {
        Step step = steps.get(random.nextInt(steps.size()));
        take(step, random.nextInt(bots.size()));
        taken.merge(step, 1, Integer::sum);
      }
      scrape();
    }

    private void take(Step step, int which) throws Exception {
      ModelBot bot = bots.get(which);
      switch (step) {
        case PUSH, PUSH_AGAIN -> {
          bot.count(random);
          push(bot);
        }
        case LOSE -> bot.count(random);
        case REPEAT -> push(bot);
        case STOP_BOT -> {
          stop(bot);
          bots.set(which, newBot());
        }
        case KILL_BOT -> bots.set(which, newBot());
        case ROLL_BOT -> {
          bots.set(which, newBot());
          bots.get(which).count(random);
          push(bots.get(which));
          stop(bot);
        }
        case RESTART_EXPORTER -> restartExporter();
        case CHECKPOINT -> {
          ledger.sync();
          kept = model.copy();
        }
        case WAIT -> clock.advance(Duration.ofSeconds(random.nextInt(10)));
        case WAIT_LONG -> waitLong();
        case SCRAPE, SCRAPE_AGAIN -> scrape();
      }
    }

    private ModelBot newBot() {
      clock.advance(Duration.ofMillis(1));
      return new ModelBot("bot-" + started++, clock.instant(), random);
    }

    private void push(ModelBot bot) throws LiveProtocolException {
      if (bot.sequence() == 0) {
        return;
      }
      boolean taken;
      try {
        // As after a reconnect, which is always allowed.
        ledger.hello(Hello.of(bot.id, "bot", bot.start(), Duration.ofMillis(250)));
        ledger.apply(bot.id, bot.sequence(), bot.families());
        taken = true;
      } catch (LiveProtocolException _) {
        taken = false;
      }
      boolean expected = model.takes(bot.id, bot.sequence());
      if (taken != expected && !(taken && unheard.contains(bot.id))) {
        fail("%s: frame %d of %s taken: %s".formatted(name, bot.sequence(), bot.id, taken));
      }
      if (taken) {
        unheard.remove(bot.id);
        model.apply(bot.id, bot.frame(), clock.instant());
      }
    }

    private void stop(ModelBot bot) throws LiveProtocolException {
      bot.count(random);
      push(bot);
      if (!model.takes(bot.id, bot.sequence() + 1)) {
        // It was silent for so long that it was taken for dead.
        return;
      }
      ledger.goodbye(bot.id, bot.sequence() + 1);
      model.goodbye(bot.id, clock.instant());
      kept = model.copy();
      push(bot);
    }

    /// Sometimes in time to write everything down, sometimes not.
    private void restartExporter() {
      if (random.nextBoolean()) {
        ledger.collect();
        kept = model.copy();
      }
      ledger = open();
      model = kept.copy();
      bots.forEach(bot -> unheard.add(bot.id));
    }

    /// Tidying goes on all the time; here it is done once, after the wait.
    private void waitLong() throws Exception {
      clock.advance(Duration.ofDays(1 + random.nextInt(40)));
      for (ModelBot bot : bots) {
        if (random.nextBoolean()) {
          bot.count(random);
          push(bot);
        }
      }
      ledger.tidy();
      Set<String> gone = model.tidy(clock.instant());
      left += gone.size();
      gone.forEach(served::remove);
      scrape();
    }

    private void scrape() {
      Map<String, MetricSnapshot> families = new HashMap<>();
      ledger.collect().forEach(f -> families.put(f.getMetadata().getName(), f));
      kept = model.copy();
      Map<String, Series> expected = model.served();
      if (families.get("c") instanceof CounterSnapshot counters) {
        counters
            .getDataPoints()
            .forEach(p ->
                check(
                    "c" + p.getLabels().get("i"),
                    new Series(new double[] {p.getValue()}, Integer.MAX_VALUE),
                    expected));
      }
      if (families.get("h") instanceof HistogramSnapshot histogram) {
        HistogramDataPointSnapshot point = histogram.getDataPoints().getFirst();
        checkHistogram(point, expected.getOrDefault("h", Series.NONE));
        check("h", observed(point), expected);
      }
      if (!expected.isEmpty()) {
        fail("%s: %s is not served".formatted(name, expected.keySet()));
      }
      checkHeartbeat(families.get("g"));
    }

    /// Cheap tests first: there are many of them.
    private void check(String series, Series now, Map<String, Series> expected) {
      Series model = expected.remove(series);
      Series before = served.getOrDefault(series, Series.NONE);
      for (int i = 0; i < now.values().length; i++) {
        double value = now.values()[i];
        if (model == null
            || Math.abs(value - model.values()[i]) > 1e-9
            || (i < before.values().length && value < before.values()[i])) {
          fail("%s: %s served %s, before %s, model %s".formatted(name, series, now, before, model));
        }
      }
      served.put(series, now);
    }

    /// The observations, each of which has a classic bucket of its own.
    private static Series observed(HistogramDataPointSnapshot point) {
      double[] counts = new double[ModelBot.OBSERVATIONS.length];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = point.getClassicBuckets().getCount(i);
      }
      return new Series(counts, point.getNativeSchema());
    }

    private void checkHistogram(HistogramDataPointSnapshot point, Series model) {
      Map<Integer, Double> buckets = new TreeMap<>();
      double sum = 0;
      double count = 0;
      for (int i = 0; i < model.values().length; i++) {
        double observation = ModelBot.OBSERVATIONS[i];
        sum += observation * model.values()[i];
        count += model.values()[i];
        if (model.values()[i] > 0) {
          int index = (int) Math.ceil(Math.log(observation) / Math.log(2) * (1 << model.schema()));
          buckets.merge(index, model.values()[i], Double::sum);
        }
      }
      Map<Integer, Double> servedBuckets = new TreeMap<>();
      for (NativeHistogramBucket bucket : point.getNativeBucketsForPositiveValues()) {
        servedBuckets.put(bucket.getBucketIndex(), (double) bucket.getCount());
      }
      if (point.getCount() != count
          || Math.abs(point.getSum() - sum) > 1e-9
          || point.getNativeSchema() != model.schema()
          || !servedBuckets.equals(buckets)) {
        fail(
            "%s: served %d in %s, model %s"
                .formatted(name, point.getCount(), servedBuckets, buckets));
      }
    }

    /// Not right after a restart, when the checkpoint may not tell of the last frames.
    private void checkHeartbeat(MetricSnapshot family) {
      if (!unheard.isEmpty()) {
        return;
      }
      Optional<Double> gauge =
          family instanceof GaugeSnapshot g
              ? Optional.of(g.getDataPoints().getFirst().getValue())
              : Optional.empty();
      int pushing = ledger.state().pushing();
      if (!gauge.equals(model.gauge(clock.instant()))
          || pushing != model.pushing(clock.instant())) {
        fail(
            "%s: %d push, gauge %s; model: %d, %s"
                .formatted(
                    name,
                    pushing,
                    gauge,
                    model.pushing(clock.instant()),
                    model.gauge(clock.instant())));
      }
    }
  }
}
