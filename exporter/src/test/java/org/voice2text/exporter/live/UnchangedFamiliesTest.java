package org.voice2text.exporter.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voice2text.model.live.FamilyCodec;
import org.voice2text.model.live.LiveBounds;
import org.voice2text.model.live.LiveFrame.Hello;
import org.voice2text.model.live.LiveFrame.Snapshot;
import org.voice2text.model.live.LiveProtocolException;
import org.voice2text.model.live.SnapshotDecoder;

/// What has not changed is neither decoded nor merged nor written down again. None of that may
/// show: such a ledger serves what one serves that knows nothing but its file before each step.
class UnchangedFamiliesTest {
  private static final int LIVES = 150;
  private static final int STEPS = 60;

  @Test
  void areServedLikeChangedOnes() throws Exception {
    for (int seed = 0; seed < LIVES; seed++) {
      new Life(seed).run();
    }
  }

  @Test
  void areTheSameObjectsFromScrapeToScrape() throws Exception {
    Side side = new Side(true, new SettableClock());
    Bot bot = new Bot("a", true);
    side.push(bot);
    List<MetricSnapshot> first = side.ledger().collect();
    side.push(bot);
    assertThat(side.ledger().collect()).isEqualTo(first);
    assertThat(side.store.writes).isEqualTo(1);

    bot.gauge.set(3);
    side.push(bot);
    List<MetricSnapshot> second = side.ledger().collect();
    assertThat(second).hasSameSizeAs(first).filteredOn(f -> !first.contains(f)).hasSize(1);
    assertThat(side.store.writes).isEqualTo(2);
  }

  /// A bot and what it sends.
  private static final class Bot {
    final String id;
    final PrometheusRegistry registry = new PrometheusRegistry();
    final Counter counter = Counter.builder().name("c").labelNames("l").register(registry);
    final Histogram histogram = Histogram.builder().name("h").register(registry);
    final Gauge gauge = Gauge.builder().name("g").build();
    final Gauge additive = Gauge.builder().name("queue").build();
    long sequence;

    Bot(String id, boolean gauges) {
      this.id = id;
      if (gauges) {
        registry.register(gauge);
        registry.register(additive);
      }
    }

    void change(Random random) {
      switch (random.nextInt(6)) {
        case 0, 1 -> counter.labelValues(String.valueOf(random.nextInt(4))).inc(random.nextInt(3));
        case 2 -> histogram.observe(random.nextDouble(20));
        case 3 -> gauge.set(random.nextInt(3));
        case 4 -> additive.set(random.nextInt(3));
        default -> counter.remove(String.valueOf(random.nextInt(4)));
      }
    }
  }

  /// One of the two ledgers.
  private static final class Side {
    final boolean remembers;
    final SettableClock clock;
    final Memory store = new Memory();
    DurableLedger ledger;
    SnapshotDecoder decoder = new SnapshotDecoder(LiveBounds.DEFAULT);

    Side(boolean remembers, SettableClock clock) {
      this.remembers = remembers;
      this.clock = clock;
      restart();
    }

    void restart() {
      ledger = new DurableLedger(store, Set.of("queue"), 1_000, clock, new LiveStats());
    }

    /// The ledger, which has forgotten all that it had made of its families.
    DurableLedger ledger() {
      if (!remembers) {
        ledger.sync();
        restart();
        decoder = new SnapshotDecoder(LiveBounds.DEFAULT);
      }
      return ledger;
    }

    void push(Bot bot) throws LiveProtocolException {
      DurableLedger now = ledger();
      Snapshot frame =
          new Snapshot(
              ++bot.sequence, clock.instant(), FamilyCodec.encodeAll(bot.registry.scrape()));
      now.hello(Hello.of(bot.id, "bot", clock.instant(), Duration.ofMillis(250)));
      now.apply(bot.id, frame.sequence(), decoder.decode(frame).families());
    }
  }

  private static final class Memory implements CheckpointStore {
    private byte[] content;
    private int writes;

    @Override
    public Optional<byte[]> read() {
      return Optional.ofNullable(content);
    }

    @Override
    public void replace(byte[] bytes, boolean sync) {
      content = bytes;
      writes++;
    }

    @Override
    public String setAside(long suffix) {
      throw new AssertionError("The checkpoint could not be read");
    }
  }

  private static final class Life {
    private final int seed;
    private final Random random;
    private final SettableClock clock = new SettableClock();
    private final Side remembering = new Side(true, clock);
    private final Side forgetful = new Side(false, clock);
    private final boolean gauges;
    private final List<Bot> bots = new ArrayList<>();
    private int started;

    Life(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.gauges = seed % 2 == 0;
      bots.add(newBot());
      bots.add(newBot());
    }

    void run() throws Exception {
      for (int step = 0; step < STEPS; step++) {
        Bot bot = bots.get(random.nextInt(bots.size()));
        switch (random.nextInt(10)) {
          case 0, 1 -> bot.change(random);
          case 2, 3, 4, 5 -> {
            remembering.push(bot);
            forgetful.push(bot);
          }
          case 6 -> {
            if (bot.sequence > 0) {
              remembering.ledger().goodbye(bot.id, ++bot.sequence);
              forgetful.ledger().goodbye(bot.id, bot.sequence);
            }
            bots.set(bots.indexOf(bot), newBot());
          }
          case 7 -> clock.advance(Duration.ofSeconds(random.nextInt(8)));
          case 8 -> {
            compare(step);
            restart();
          }
          default -> compare(step);
        }
      }
      compare(STEPS);
    }

    /// The file says when the last frame came, which decides for how long gauges are served: that
    /// may be older where only a repetition came. So lives with gauges write it down first.
    private void restart() {
      for (Side side : List.of(remembering, forgetful)) {
        if (gauges) {
          side.ledger().sync();
        }
        side.restart();
      }
    }

    private Bot newBot() {
      return new Bot(String.valueOf(started++), gauges);
    }

    private void compare(int step) {
      assertThat(Served.text(remembering.ledger().collect()))
          .as("seed %d, step %d", seed, step)
          .isEqualTo(Served.text(forgetful.ledger().collect()));
    }
  }
}
