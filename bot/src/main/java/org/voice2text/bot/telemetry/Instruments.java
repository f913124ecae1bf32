package org.voice2text.bot.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.voice2text.model.catalogue.LiveMetric;
import org.voice2text.model.catalogue.LiveMetrics;

/// The live metrics of this process, built from the catalogue, each known series from zero.
/// Thread-safe.
public final class Instruments {
  /// The trace whose id goes into the exemplars of what the thread measures.
  private static final ScopedValue<Labels> TRACE = ScopedValue.newInstance();

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final KnownLabels known = new KnownLabels();
  private final List<PushedFamily> families = new ArrayList<>();

  // By name: the record of a metric takes long to hash.
  private final Map<String, Tracked<Counter>> counters = new HashMap<>();
  private final Map<String, Tracked<Gauge>> gauges = new HashMap<>();
  private final Map<String, Tracked<Histogram>> histograms = new HashMap<>();
  private final Map<String, Tracked<Info>> infos = new HashMap<>();

  /// An instrument and the family as which it is pushed.
  private record Tracked<T>(T instrument, PushedFamily family) {}

  public Instruments() {
    LiveMetrics.ALL.forEach(this::build);
    LiveMetrics.ALL.forEach(this::initialise);
  }

  /// All of them, to be read.
  public PrometheusRegistry registry() {
    return registry;
  }

  /// What is pushed: the families that have series. For the pusher's thread alone.
  ///
  /// @return the arrays of the last time, but for the families that show something new
  List<byte[]> encoded() {
    List<byte[]> encoded = new ArrayList<>(families.size());
    for (PushedFamily family : families) {
      byte[] bytes = family.encoded();
      if (bytes.length > 0) {
        encoded.add(bytes);
      }
    }
    return encoded;
  }

  /// Allows combinations of values of labels that the configuration fixes, and shows their series
  /// from zero.
  ///
  /// @param labels names in the order of the catalogue, such as `provider`, `model`
  public void allow(List<String> labels, List<List<String>> combinations) {
    combinations.forEach(values -> known.allow(labels, values));
    LiveMetrics.ALL.forEach(this::initialise);
    families.forEach(PushedFamily::changed);
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
    record(counters, metric, c -> add(c.labelValues(known.allowed(metric, labelValues)), amount));
  }

  public void set(LiveMetric metric, double value, String... labelValues) {
    record(gauges, metric, g -> g.labelValues(known.allowed(metric, labelValues)).set(value));
  }

  public void addToGauge(LiveMetric metric, double amount, String... labelValues) {
    record(gauges, metric, g -> g.labelValues(known.allowed(metric, labelValues)).inc(amount));
  }

  /// Records a time in a histogram of seconds.
  public void observe(LiveMetric metric, Duration duration, String... labelValues) {
    observe(metric, duration.toNanos() / 1e9, labelValues);
  }

  public void observe(LiveMetric metric, double value, String... labelValues) {
    record(
        histograms, metric, h -> observe(h.labelValues(known.allowed(metric, labelValues)), value));
  }

  private static void add(CounterDataPoint counter, double amount) {
    if (TRACE.isBound()) {
      counter.incWithExemplar(amount, TRACE.get());
    } else {
      counter.inc(amount);
    }
  }

  private static void observe(DistributionDataPoint histogram, double value) {
    if (TRACE.isBound()) {
      histogram.observeWithExemplar(value, TRACE.get());
    } else {
      histogram.observe(value);
    }
  }

  public void describe(LiveMetric metric, String... labelValues) {
    record(infos, metric, i -> i.setLabelValues(labelValues));
  }

  private static <T> void record(
      Map<String, Tracked<T>> instruments, LiveMetric metric, Consumer<T> recording) {
    Tracked<T> tracked = tracked(instruments, metric);
    recording.accept(tracked.instrument());
    // Not before it: the pusher could take the mark, and then read the value of before.
    tracked.family().changed();
  }

  private static <T> Tracked<T> tracked(Map<String, Tracked<T>> instruments, LiveMetric metric) {
    Tracked<T> tracked = instruments.get(metric.name());
    if (tracked == null) {
      throw new IllegalArgumentException(
          "%s is a %s and cannot be recorded this way".formatted(metric.name(), metric.type()));
    }
    return tracked;
  }

  private void build(LiveMetric metric) {
    String[] labels = metric.labelNames().toArray(String[]::new);
    switch (metric.type()) {
      case COUNTER ->
          counters.put(
              metric.name(),
              track(
                  Counter.builder()
                      .name(metric.name())
                      .help(metric.help())
                      .labelNames(labels)
                      .register(registry)));
      case GAUGE ->
          gauges.put(
              metric.name(),
              track(
                  Gauge.builder()
                      .name(metric.name())
                      .help(metric.help())
                      .labelNames(labels)
                      .register(registry)));
      case HISTOGRAM ->
          histograms.put(
              metric.name(),
              track(
                  Histogram.builder()
                      .name(metric.name())
                      .help(metric.help())
                      .labelNames(labels)
                      .classicUpperBounds(
                          metric.buckets().stream().mapToDouble(Double::doubleValue).toArray())
                      .register(registry)));
      case INFO ->
          infos.put(
              metric.name(),
              track(
                  Info.builder()
                      .name(metric.name())
                      .help(metric.help())
                      .labelNames(labels)
                      .register(registry)));
    }
  }

  private <T extends Collector> Tracked<T> track(T instrument) {
    PushedFamily family = new PushedFamily(instrument);
    families.add(family);
    return new Tracked<>(instrument, family);
  }

  private void initialise(LiveMetric metric) {
    for (List<String> combination : known.combinations(metric)) {
      String[] values = combination.toArray(String[]::new);
      switch (metric.type()) {
        case COUNTER -> tracked(counters, metric).instrument().initLabelValues(values);
        case GAUGE -> tracked(gauges, metric).instrument().initLabelValues(values);
        case HISTOGRAM -> tracked(histograms, metric).instrument().initLabelValues(values);
        case INFO -> {}
      }
    }
  }
}
