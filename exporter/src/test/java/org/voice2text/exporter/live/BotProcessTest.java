package org.voice2text.exporter.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.model.live.LiveFrame.Hello;
import org.voice2text.model.live.LiveProtocolException;

class BotProcessTest {
  @TempDir Path folder;
  private final SettableClock clock = new SettableClock();
  private DurableLedger ledger;

  @BeforeEach
  void create() {
    ledger =
        new DurableLedger(
            new CheckpointFile(folder.resolve("exporter.ledger")),
            Set.of(),
            1_000,
            clock,
            new LiveStats());
  }

  @Test
  void isThatOfTheYoungestBotThatPushes() throws Exception {
    assertThat(ledger.youngestProcess()).isEmpty();
    Instant start = clock.instant();
    push("young", start, process(3));
    push("old", start.minusSeconds(60), process(9));
    assertThat(ledger.youngestProcess())
        .contains(
            new BotProcess(
                "young",
                Duration.ofMillis(12_500),
                OptionalDouble.of(3),
                OptionalDouble.of(300),
                OptionalDouble.of(3000)));

    clock.advance(Duration.ofSeconds(6));
    assertThat(ledger.youngestProcess()).isEmpty();
    ledger.apply("old", 2, process(10));
    assertThat(ledger.youngestProcess().orElseThrow().sessionId()).isEqualTo("old");
  }

  @Test
  void isEmptyWhereTheBotDoesNotTell() throws Exception {
    push("a", clock.instant().minusSeconds(7), List.of(gauge("process_resident_memory_bytes", 5)));
    BotProcess process = ledger.youngestProcess().orElseThrow();
    assertThat(process.age()).isEqualTo(Duration.ofSeconds(7));
    assertThat(process.cpuSeconds()).isEmpty();
    assertThat(process.residentBytes()).hasValue(5);
    assertThat(process.limitBytes()).isEmpty();
  }

  private void push(String id, Instant start, List<MetricSnapshot> families)
      throws LiveProtocolException {
    ledger.hello(Hello.of(id, "bot", start, Duration.ofMillis(250)));
    ledger.apply(id, 1, families);
  }

  private static List<MetricSnapshot> process(double value) {
    return List.of(
        CounterSnapshot.builder()
            .name("process_cpu_seconds_total")
            .dataPoint(
                CounterDataPointSnapshot.builder()
                    .value(value)
                    .labels(Labels.of("process", "bot"))
                    .build())
            .build(),
        gauge("process_uptime_seconds", 12.5),
        gauge("process_resident_memory_bytes", 100 * value),
        gauge("process_memory_limit_bytes", 1000 * value));
  }

  private static MetricSnapshot gauge(String name, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .dataPoint(
            GaugeDataPointSnapshot.builder()
                .value(value)
                .labels(Labels.of("process", "bot"))
                .build())
        .build();
  }
}
