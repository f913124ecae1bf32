package org.voice2text.exporter.live;

import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.voice2text.model.live.LiveFrame.Hello;
import org.voice2text.model.live.LiveProtocolException;

/// A ledger and its checkpoint. What was served, and what a goodbye confirmed, is in the file
/// before anybody hears of it, so that no restart of this process can take it back. Thread-safe.
final class DurableLedger {
  private final Ledger ledger;
  private final Checkpoint checkpoint;
  private final LedgerView view;

  DurableLedger(
      CheckpointStore store,
      Set<String> additiveGauges,
      int maxSeries,
      InstantSource clock,
      LiveStats stats) {
    this.checkpoint = new Checkpoint(store, clock);
    this.ledger = new Ledger(checkpoint.load(), maxSeries, clock, stats);
    this.view = new LedgerView(additiveGauges);
  }

  void hello(Hello hello) throws LiveProtocolException {
    ledger.hello(hello);
  }

  void apply(String sessionId, long sequence, List<MetricSnapshot> families)
      throws LiveProtocolException {
    ledger.apply(sessionId, sequence, families);
  }

  void goodbye(String sessionId, long sequence) throws LiveProtocolException {
    ledger.goodbye(sessionId, sequence);
    checkpoint.write(ledger.image(), false);
  }

  void tidy() {
    ledger.tidy();
  }

  /// Makes sure that the file holds what must not get lost, and survives a power cut. To be called
  /// every few seconds.
  void keep() {
    checkpoint.keep(ledger.image());
  }

  /// Brings the file up to date, so that it also survives a power cut.
  void sync() {
    checkpoint.write(ledger.image(), true);
  }

  /// What is to be served now.
  synchronized List<MetricSnapshot> collect() {
    LedgerImage image = ledger.image();
    checkpoint.write(image, false);
    return view.of(image);
  }

  Optional<BotProcess> youngestProcess() {
    return ledger.youngestProcess();
  }

  /// @param name of a gauge without labels
  OptionalDouble gauge(String name) {
    return view.gauge(name, ledger.pushed(name));
  }

  /// The labels of the youngest process' first series of a family; empty if none pushes it.
  Map<String, String> labels(String name) {
    List<Family> pushed = ledger.pushed(name);
    return pushed.isEmpty()
        ? Map.of()
        : pushed.getLast().points().getFirst().getLabels().stream()
            .collect(Collectors.toMap(Label::getName, Label::getValue));
  }

  LiveState state() {
    return LiveState.of(ledger.image());
  }
}
