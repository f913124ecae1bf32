package org.voice2text.model.runtime;

import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryPoolAllocationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;

/// The client library's metrics of a JVM and its process, `jvm_*` and `process_*`.
///
/// All of them but `jvm_native_memory_*`: those are served only by a JVM that was started to track
/// its own memory, and asking whether it does starts the whole management server with the flight
/// recorder, several megabytes in either process for nothing.
public final class JvmInstruments {

  private JvmInstruments() {}

  /// @param process what the label `process` says; it tells the two processes' metrics apart
  public static void register(String process, PrometheusRegistry registry) {
    Labels labels = Labels.of("process", process);
    JvmThreadsMetrics.builder().constLabels(labels).register(registry);
    JvmBufferPoolMetrics.builder().constLabels(labels).register(registry);
    JvmClassLoadingMetrics.builder().constLabels(labels).register(registry);
    JvmCompilationMetrics.builder().constLabels(labels).register(registry);
    JvmGarbageCollectorMetrics.builder().constLabels(labels).register(registry);
    JvmMemoryPoolAllocationMetrics.builder().constLabels(labels).register(registry);
    JvmMemoryMetrics.builder().constLabels(labels).register(registry);
    JvmRuntimeInfoMetric.builder().constLabels(labels).register(registry);
    ProcessMetrics.builder().constLabels(labels).register(registry);
  }
}
