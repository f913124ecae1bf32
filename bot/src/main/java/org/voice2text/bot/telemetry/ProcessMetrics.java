package org.voice2text.bot.telemetry;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.voice2text.model.live.FamilyCodec;

/// The metrics of the JVM and its process. All of them change all the time, and reading them costs
/// more than the rest of a push: they are read every few seconds, and pushed as they were in
/// between. Confined to the pusher's thread.
public final class ProcessMetrics {
  private static final Duration READ_EVERY = Duration.ofSeconds(5);

  private final PrometheusRegistry registry;
  private final InstantSource clock;
  private Instant readAt = Instant.MIN;
  private List<byte[]> encoded = List.of();

  ProcessMetrics(PrometheusRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /// Those of this JVM, with a label that tells them from the exporter's.
  public static ProcessMetrics ofThisProcess(InstantSource clock) {
    PrometheusRegistry registry = new PrometheusRegistry();
    JvmMetrics.builder().constLabels(Labels.of("process", "bot")).register(registry);
    return new ProcessMetrics(registry, clock);
  }

  /// The families, at most a few seconds old.
  List<byte[]> encoded() {
    Instant now = clock.instant();
    // A clock that was set back must not keep old values alive.
    if (now.isBefore(readAt) || !now.isBefore(readAt.plus(READ_EVERY))) {
      read();
    }
    return encoded;
  }

  /// Reads them now: the last values of a process are those that stay.
  void read() {
    encoded = FamilyCodec.encodeAll(registry.scrape());
    readAt = clock.instant();
  }
}
