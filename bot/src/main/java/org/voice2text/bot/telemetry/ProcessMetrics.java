package org.voice2text.bot.telemetry;

import com.sun.management.OperatingSystemMXBean;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.voice2text.model.live.FamilyCodec;
import org.voice2text.model.runtime.JvmInstruments;

/// The metrics of the JVM and its process. All of them change all the time, and reading them costs
/// more than the rest of a push: they are read every few seconds, and pushed as they were in
/// between. Confined to the pusher's thread.
public final class ProcessMetrics {
  private static final String PROCESS = "bot";

  /// A scrape every 15 s sees each reading at most twice.
  private static final Duration READ_EVERY = Duration.ofSeconds(10);

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
    JvmInstruments.register(PROCESS, registry);
    addWhatOnlyTheProcessKnows(registry);
    return new ProcessMetrics(registry, clock);
  }

  /// The exporter needs these to tell shares, and cannot find them out: the limit may be that of
  /// another container than its own, and what is pushed was read at some time before.
  private static void addWhatOnlyTheProcessKnows(PrometheusRegistry registry) {
    Labels labels = Labels.of("process", PROCESS);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    GaugeWithCallback _ =
        GaugeWithCallback.builder()
            .name("process_memory_limit_bytes")
            .help(
                "Memory that the process may use, in bytes: its container's limit, else the machine's memory.")
            .constLabels(labels)
            .callback(callback -> callback.call((double) system.getTotalMemorySize()))
            .register(registry);
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    GaugeWithCallback _ =
        GaugeWithCallback.builder()
            .name("process_uptime_seconds")
            .help(
                "Time since the start of the process at which these metrics were read, in seconds.")
            .constLabels(labels)
            .callback(callback -> callback.call(runtime.getUptime() / 1e3))
            .register(registry);
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
