package org.voice2text.bot.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.voice2text.model.catalogue.LiveMetric;
import org.voice2text.model.catalogue.LiveMetrics;

/// The live metrics of this process, built from the catalogue, each known series from zero.
/// Thread-safe.
public final class Instruments {
  /// The trace whose id goes into the exemplars of what the thread measures.
  private static final ScopedValue<Labels> TRACE = ScopedValue.newInstance();

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final KnownLabels known = new KnownLabels();
  private final Map<LiveMetric, Counter> counters = new HashMap<>();
  private final Map<LiveMetric, Gauge> gauges = new HashMap<>();
  private final Map<LiveMetric, Histogram> histograms = new HashMap<>();
  private final Map<LiveMetric, Info> infos = new HashMap<>();

  public Instruments() {
    LiveMetrics.ALL.forEach(this::build);
    LiveMetrics.ALL.forEach(this::initialise);
  }

  /// What is pushed.
  public PrometheusRegistry registry() {
    return registry;
  }

  /// Allows combinations of values of labels that the configuration fixes, and shows their series
  /// from zero.
  ///
  /// @param labels names in the order of the catalogue, such as `provider`, `model`
  public void allow(List<String> labels, List<List<String>> combinations) {
    combinations.forEach(values -> known.allow(labels, values));
    LiveMetrics.ALL.forEach(this::initialise);
  }

  /// Runs measurements that belong to a trace, so that a reader of the metrics finds it.
  ///
  /// @param traceId 32 hexadecimal digits
  void traced(String traceId, Runnable measurements) {
    ScopedValue.where(TRACE, Labels.of("trace_id", traceId)).run(measurements);
  }

  public void increment(LiveMetric metric, String... labelValues) {
    add(metric, 1, labelValues);
  }

  public void add(LiveMetric metric, double amount, String... labelValues) {
    CounterDataPoint counter = counter(metric, labelValues);
    if (TRACE.isBound()) {
      counter.incWithExemplar(amount, TRACE.get());
    } else {
      counter.inc(amount);
    }
  }

  public void set(LiveMetric metric, double value, String... labelValues) {
    instrument(gauges, metric).labelValues(known.allowed(metric, labelValues)).set(value);
  }

  public void addToGauge(LiveMetric metric, double amount, String... labelValues) {
    instrument(gauges, metric).labelValues(known.allowed(metric, labelValues)).inc(amount);
  }

  /// Records a time in a histogram of seconds.
  public void observe(LiveMetric metric, Duration duration, String... labelValues) {
    observe(metric, duration.toNanos() / 1e9, labelValues);
  }

  public void observe(LiveMetric metric, double value, String... labelValues) {
    DistributionDataPoint histogram =
        instrument(histograms, metric).labelValues(known.allowed(metric, labelValues));
    if (TRACE.isBound()) {
      histogram.observeWithExemplar(value, TRACE.get());
    } else {
      histogram.observe(value);
    }
  }

  public void describe(LiveMetric metric, String... labelValues) {
    instrument(infos, metric).setLabelValues(labelValues);
  }

  private CounterDataPoint counter(LiveMetric metric, String... labelValues) {
    return instrument(counters, metric).labelValues(known.allowed(metric, labelValues));
  }

  private static <T> T instrument(Map<LiveMetric, T> instruments, LiveMetric metric) {
    T instrument = instruments.get(metric);
    if (instrument == null) {
      throw new IllegalArgumentException(
          "%s is a %s and cannot be recorded this way".formatted(metric.name(), metric.type()));
    }
    return instrument;
  }

  private void build(LiveMetric metric) {
    String[] labels = metric.labelNames().toArray(String[]::new);
    switch (metric.type()) {
      case COUNTER ->
          counters.put(
              metric,
              Counter.builder()
                  .name(metric.name())
                  .help(metric.help())
                  .labelNames(labels)
                  .register(registry));
      case GAUGE ->
          gauges.put(
              metric,
              Gauge.builder()
                  .name(metric.name())
                  .help(metric.help())
                  .labelNames(labels)
                  .register(registry));
      case HISTOGRAM ->
          histograms.put(
              metric,
              Histogram.builder()
                  .name(metric.name())
                  .help(metric.help())
                  .labelNames(labels)
                  .classicUpperBounds(
                      metric.buckets().stream().mapToDouble(Double::doubleValue).toArray())
                  .register(registry));
      case INFO ->
          infos.put(
              metric,
              Info.builder()
                  .name(metric.name())
                  .help(metric.help())
                  .labelNames(labels)
                  .register(registry));
    }
  }

  private void initialise(LiveMetric metric) {
    for (List<String> combination : known.combinations(metric)) {
      String[] values = combination.toArray(String[]::new);
      switch (metric.type()) {
        case COUNTER -> instrument(counters, metric).initLabelValues(values);
        case GAUGE -> instrument(gauges, metric).initLabelValues(values);
        case HISTOGRAM -> instrument(histograms, metric).initLabelValues(values);
        case INFO -> {}
      }
    }
  }
}
