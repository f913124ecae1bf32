package org.voice2text.exporter.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voice2text.model.live.LiveFrame.Hello;
import org.voice2text.model.live.LiveProtocolException;

/// When the ledger is written down, and what is lost when it is not.
class CheckpointTest {
  private final SettableClock clock = new SettableClock();
  private final List<String> writes = new ArrayList<>();
  private byte[] content;
  private DurableLedger ledger = open();
  private long sequence;

  private DurableLedger open() {
    CheckpointStore store =
        new CheckpointStore() {
          @Override
          public Optional<byte[]> read() {
            return Optional.ofNullable(content);
          }

          @Override
          public void replace(byte[] bytes, boolean sync) {
            content = bytes;
            writes.add(sync ? "synced" : "written");
          }

          @Override
          public String setAside(long suffix) {
            throw new AssertionError("The checkpoint could not be read");
          }
        };
    return new DurableLedger(store, Set.of(), 1_000, clock, new LiveStats());
  }

  @Test
  void writesNothingWhileNoBotPushes() {
    for (int i = 0; i < 1_000; i++) {
      clock.advance(Duration.ofSeconds(5));
      ledger.keep();
    }
    assertThat(writes).isEmpty();
  }

  @Test
  void writesOnceAMinuteWhileABotPushesAndNobodyLooks() throws Exception {
    for (int i = 0; i < 120; i++) {
      push("a", i);
      clock.advance(Duration.ofSeconds(5));
      ledger.keep();
    }
    assertThat(writes).hasSize(10).containsOnly("synced");
  }

  @Test
  void writesOnceAnHourWhileABotPushesTheSame() throws Exception {
    List<MetricSnapshot> same = counter(1);
    for (int i = 0; i < 24 * 720; i++) {
      push("a", same);
      clock.advance(Duration.ofSeconds(5));
      ledger.keep();
    }
    assertThat(writes).hasSize(24).containsOnly("synced");
  }

  @Test
  void writesWhatWasServedAtOnceAndMakesItSafeSoon() throws Exception {
    push("a", 3);
    ledger.keep();
    writes.clear();
    push("a", 4);
    assertThat(ledger.collect()).hasSize(1);
    assertThat(writes).containsExactly("written");
    ledger.keep();
    ledger.keep();
    assertThat(writes).containsExactly("written", "synced");
  }

  @Test
  void makesAGoodbyeSafeSoon() throws Exception {
    push("a", 3);
    ledger.keep();
    writes.clear();
    ledger.goodbye("a", ++sequence);
    ledger.keep();
    ledger.keep();
    assertThat(writes).containsExactly("written", "synced");
  }

  /// Nobody tells them again.
  @Test
  void keepsTheLastValuesOfABotThatFellSilent() throws Exception {
    push("a", 3);
    ledger.keep();
    clock.advance(Duration.ofSeconds(1));
    push("a", 5);
    ledger.keep();
    writes.clear();
    clock.advance(Duration.ofSeconds(6));
    ledger.keep();
    ledger.keep();
    assertThat(writes).containsExactly("synced");

    ledger = open();

    assertThat(Served.values(ledger.collect())).isEqualTo(Map.of("c_total", 5.0));
  }

  private void push(String session, double value) throws LiveProtocolException {
    push(session, counter(value));
  }

  private void push(String session, List<MetricSnapshot> families) throws LiveProtocolException {
    ledger.hello(Hello.of(session, "bot", clock.instant(), Duration.ofMillis(250)));
    ledger.apply(session, ++sequence, families);
  }

  private static List<MetricSnapshot> counter(double value) {
    return List.of(
        CounterSnapshot.builder()
            .name("c")
            .dataPoint(CounterDataPointSnapshot.builder().value(value).build())
            .build());
  }
}
