package org.voice2text.bot.telemetry;

import com.sun.management.OperatingSystemMXBean;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.lang.management.ManagementFactory;

/// What the bot tells of its own process. These come from the library and are not in the catalogue,
/// but for the memory limit, which only the process itself can see when it runs in a container.
public final class ProcessMetrics {
  private static final Labels LABELS = Labels.of("process", "bot");

  private ProcessMetrics() {}

  public static void register(PrometheusRegistry registry) {
    JvmMetrics.builder().constLabels(LABELS).register(registry);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    GaugeWithCallback.builder()
        .name("process_memory_limit_bytes")
        .help(
            "Memory that the process may use, in bytes: its container's limit, else the machine's memory.")
        .constLabels(LABELS)
        .callback(callback -> callback.call((double) system.getTotalMemorySize()))
        .register(registry);
  }
}
