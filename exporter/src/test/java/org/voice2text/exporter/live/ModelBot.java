package org.voice2text.exporter.live;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.voice2text.exporter.live.LedgerModel.Frame;
import org.voice2text.exporter.live.LedgerModel.Series;

/// A bot that counts at random. Each process reports some of the series only, and has a resolution
/// of its own for its native histogram.
final class ModelBot {
  /// None of them lies on a bound of a bucket.
  static final double[] OBSERVATIONS = {0.3, 0.8, 1.7, 9.1};

  static final double[] BOUNDS = {0.5, 1.0, 2.0};
  static final int COUNTERS = 3;

  final String id;
  private final Instant start;
  private final double[] counters = new double[COUNTERS];
  private final boolean[] reported = new boolean[COUNTERS];
  private final double[] observed = new double[OBSERVATIONS.length];
  private final int schema;
  private final Histogram histogram;
  private double gauge;
  private long sequence;

  ModelBot(String id, Instant start, Random random) {
    this.id = id;
    this.start = start;
    for (int i = 0; i < COUNTERS; i++) {
      reported[i] = random.nextInt(3) > 0;
    }
    schema = 2 + random.nextInt(4);
    histogram =
        Histogram.builder()
            .name("h")
            .classicUpperBounds(BOUNDS)
            .nativeInitialSchema(schema)
            .build();
  }

  Instant start() {
    return start;
  }

  long sequence() {
    return sequence;
  }

  /// What happens between two frames, the first of which was the last that was made.
  void count(Random random) {
    for (int i = 0; i < COUNTERS; i++) {
      counters[i] += i == 0 ? random.nextInt(5) : random.nextInt(5) / 10.0;
    }
    int which = random.nextInt(2 * OBSERVATIONS.length);
    if (which < OBSERVATIONS.length) {
      observed[which]++;
      histogram.observe(OBSERVATIONS[which]);
    }
    gauge = random.nextInt(100);
    sequence++;
  }

  Frame frame() {
    Map<String, Series> series = new HashMap<>();
    for (int i = 0; i < COUNTERS; i++) {
      if (reported[i]) {
        series.put("c" + i, new Series(new double[] {counters[i]}, Integer.MAX_VALUE));
      }
    }
    series.put("h", new Series(observed.clone(), schema));
    return new Frame(sequence, start, series, gauge);
  }

  List<MetricSnapshot> families() {
    List<MetricSnapshot> families = new ArrayList<>();
    CounterSnapshot.Builder family = CounterSnapshot.builder().name("c");
    for (int i = 0; i < COUNTERS; i++) {
      if (reported[i]) {
        family.dataPoint(
            CounterDataPointSnapshot.builder()
                .labels(Labels.of("i", String.valueOf(i)))
                .value(counters[i])
                .build());
      }
    }
    families.add(family.build());
    families.add(
        GaugeSnapshot.builder()
            .name("g")
            .dataPoint(GaugeDataPointSnapshot.builder().value(gauge).build())
            .build());
    families.add(histogram.collect());
    return families;
  }
}
