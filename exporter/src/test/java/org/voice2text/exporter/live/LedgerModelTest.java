package org.voice2text.exporter.live;

import static org.assertj.core.api.Assertions.fail;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.voice2text.model.live.LiveFrame.Hello;
import org.voice2text.model.live.LiveProtocolException;

/// Random lives of bots and exporters, compared with a model that is a few lines long: what is
/// served is the sum of the last values of each session that reached an exporter which did not
/// forget them, and no served value ever falls.
@Tag("slow")
class LedgerModelTest {
  private static final int SEQUENCES = 10_000;
  private static final int STEPS = 25;
  private static final int SERIES = 3;

  @Test
  void servesWhatTheModelSaysWhateverIsKilled() throws Exception {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      new Life(new Random(seed), new Memory(), "seed " + seed).run();
    }
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

  /// A bot's own counters.
  private static final class Bot {
    final String id;
    final double[] counters = new double[SERIES];
    long sequence;

    Bot(String id) {
      this.id = id;
    }
  }

  /// What an exporter must know.
  ///
  /// @param values last values by session
  /// @param sequences last frames by session
  private record Known(
      Map<String, double[]> values, Map<String, Long> sequences, Set<String> ended) {
    Known copy() {
      return new Known(
          new HashMap<>(values), new HashMap<>(sequences), new java.util.HashSet<>(ended));
    }
  }

  private static final class Life {
    private final Random random;
    private final CheckpointStore store;
    private final String name;
    private final SettableClock clock = new SettableClock();
    private final List<Bot> bots = new ArrayList<>();
    private final double[] served = new double[SERIES];
    private DurableLedger ledger;
    private Known known = new Known(new HashMap<>(), new HashMap<>(), new java.util.HashSet<>());
    private Known kept = known.copy();
    private int started;

    Life(Random random, CheckpointStore store, String name) {
      this.random = random;
      this.store = store;
      this.name = name;
      this.ledger = open();
    }

    private DurableLedger open() {
      return new DurableLedger(store, Set.of(), 1_000, clock, new LiveStats());
    }

    void run() throws Exception {
      bots.add(newBot());
      bots.add(newBot());
      for (int step = 0; step < STEPS; step++) {
        Bot bot = bots.get(random.nextInt(bots.size()));
        switch (random.nextInt(12)) {
          case 0, 1, 2, 3 -> {
            count(bot);
            push(bot, ++bot.sequence);
          }
          case 4 -> {
            // A frame that is lost on the way.
            count(bot);
            bot.sequence++;
          }
          case 5 -> push(bot, bot.sequence);
          case 6 -> restartCleanly(bot);
          case 7 -> bots.set(bots.indexOf(bot), newBot());
          case 8 -> restartExporter();
          case 9 -> clock.advance(Duration.ofSeconds(random.nextInt(10)));
          default -> scrape();
        }
      }
      scrape();
    }

    private Bot newBot() {
      return new Bot("bot-" + started++);
    }

    private void count(Bot bot) {
      for (int i = 0; i < SERIES; i++) {
        if (random.nextBoolean()) {
          bot.counters[i] += i == 0 ? random.nextInt(5) : random.nextInt(5) / 10.0;
        }
      }
    }

    private void push(Bot bot, long sequence) {
      if (sequence == 0) {
        return;
      }
      boolean taken;
      try {
        // As after a reconnect, which is always allowed.
        ledger.hello(Hello.of(bot.id, "bot", clock.instant(), Duration.ofMillis(250)));
        ledger.apply(bot.id, sequence, families(bot));
        taken = true;
      } catch (LiveProtocolException _) {
        taken = false;
      }
      boolean expected =
          !known.ended().contains(bot.id) && sequence > known.sequences().getOrDefault(bot.id, 0L);
      if (taken != expected) {
        fail("%s: frame %d of %s taken: %s".formatted(name, sequence, bot.id, taken));
      }
      if (taken) {
        known.values().put(bot.id, bot.counters.clone());
        known.sequences().put(bot.id, sequence);
      }
    }

    private void restartCleanly(Bot bot) throws LiveProtocolException {
      count(bot);
      push(bot, ++bot.sequence);
      ledger.goodbye(bot.id, ++bot.sequence);
      known.ended().add(bot.id);
      known.sequences().put(bot.id, bot.sequence);
      kept = known.copy();
      push(bot, ++bot.sequence);
      bots.set(bots.indexOf(bot), newBot());
    }

    /// Sometimes in time to write everything down, sometimes not.
    private void restartExporter() {
      if (random.nextBoolean()) {
        ledger.collect();
        kept = known.copy();
      }
      ledger = open();
      known = kept.copy();
    }

    private void scrape() {
      double[] now = new double[SERIES];
      for (MetricSnapshot family : ledger.collect()) {
        for (CounterDataPointSnapshot point : ((CounterSnapshot) family).getDataPoints()) {
          now[Integer.parseInt(point.getLabels().get("i"))] = point.getValue();
        }
      }
      kept = known.copy();
      for (int i = 0; i < SERIES; i++) {
        int index = i;
        double expected = known.values().values().stream().mapToDouble(v -> v[index]).sum();
        // Cheap tests first: there are many of them.
        if (Math.abs(now[i] - expected) > 1e-9 || now[i] < served[i]) {
          fail("%s: served %s, before %s, model %s".formatted(name, now[i], served[i], expected));
        }
        served[i] = now[i];
      }
    }

    private static List<MetricSnapshot> families(Bot bot) {
      CounterSnapshot.Builder family = CounterSnapshot.builder().name("c");
      for (int i = 0; i < SERIES; i++) {
        family.dataPoint(
            CounterDataPointSnapshot.builder()
                .labels(Labels.of("i", String.valueOf(i)))
                .value(bot.counters[i])
                .build());
      }
      return List.of(family.build());
    }
  }
}
