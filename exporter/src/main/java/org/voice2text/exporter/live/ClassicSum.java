package org.voice2text.exporter.live;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The sum of classic buckets. Layouts differ when a release changes them: then only the bounds
/// that all parts have can be told, and up to infinity they all have one.
final class ClassicSum {
  private ClassicSum() {}

  static ClassicHistogramBuckets of(List<HistogramDataPointSnapshot> parts) {
    SortedMap<Double, Long> sum = cumulative(parts.getFirst());
    for (HistogramDataPointSnapshot part : parts.subList(1, parts.size())) {
      SortedMap<Double, Long> next = cumulative(part);
      sum.keySet().retainAll(next.keySet());
      sum.replaceAll((bound, count) -> count + next.getOrDefault(bound, 0L));
    }
    ClassicHistogramBuckets.Builder out = ClassicHistogramBuckets.builder();
    long below = 0;
    for (var bucket : sum.entrySet()) {
      out.bucket(bucket.getKey(), bucket.getValue() - below);
      below = bucket.getValue();
    }
    return out.build();
  }

  /// Counts up to each bound.
  private static SortedMap<Double, Long> cumulative(HistogramDataPointSnapshot part) {
    SortedMap<Double, Long> counts = new TreeMap<>();
    long count = 0;
    for (int i = 0; part.hasClassicHistogramData() && i < part.getClassicBuckets().size(); i++) {
      count += part.getClassicBuckets().getCount(i);
      counts.put(part.getClassicBuckets().getUpperBound(i), count);
    }
    counts.put(Double.POSITIVE_INFINITY, part.getCount());
    return counts;
  }
}
