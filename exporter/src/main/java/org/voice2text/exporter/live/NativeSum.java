package org.voice2text.exporter.live;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBucket;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The sum of native histograms, at the coarsest resolution and the widest zero bucket among them.
/// Bucket `i` of schema `s` holds what is above `2^((i-1)/2^s)` and up to `2^(i/2^s)`; lowering the
/// schema by one joins two neighbours
/// ([specification](https://prometheus.io/docs/specs/native_histograms/)).
final class NativeSum {
  private final int schema;
  private double zeroThreshold;
  private long zeroCount;
  private final NavigableMap<Integer, Long> positive = new TreeMap<>();
  private final NavigableMap<Integer, Long> negative = new TreeMap<>();

  private NativeSum(int schema, double zeroThreshold) {
    this.schema = schema;
    this.zeroThreshold = zeroThreshold;
  }

  static NativeSum of(List<HistogramDataPointSnapshot> parts) {
    NativeSum sum =
        new NativeSum(
            parts.stream().mapToInt(HistogramDataPointSnapshot::getNativeSchema).min().orElse(0),
            parts.stream()
                .mapToDouble(HistogramDataPointSnapshot::getNativeZeroThreshold)
                .max()
                .orElse(0));
    for (HistogramDataPointSnapshot part : parts) {
      sum.zeroCount += part.getNativeZeroCount();
      int steps = part.getNativeSchema() - sum.schema;
      add(part.getNativeBucketsForPositiveValues(), steps, sum.positive);
      add(part.getNativeBucketsForNegativeValues(), steps, sum.negative);
    }
    if (parts.stream().anyMatch(p -> p.getNativeZeroThreshold() != sum.zeroThreshold)) {
      sum.widenZeroBucket();
    }
    return sum;
  }

  void addTo(HistogramDataPointSnapshot.Builder out) {
    out.nativeSchema(schema)
        .nativeZeroThreshold(zeroThreshold)
        .nativeZeroCount(zeroCount)
        .nativeBucketsForPositiveValues(buckets(positive))
        .nativeBucketsForNegativeValues(buckets(negative));
  }

  private static void add(NativeHistogramBuckets from, int steps, NavigableMap<Integer, Long> to) {
    for (NativeHistogramBucket bucket : from) {
      if (bucket.getCount() > 0) {
        to.merge(((bucket.getBucketIndex() - 1) >> steps) + 1, bucket.getCount(), Long::sum);
      }
    }
  }

  /// Takes in every bucket that reaches into the zero bucket, and grows to the end of one that
  /// reaches out of it.
  private void widenZeroBucket() {
    boolean grown = true;
    while (grown) {
      boolean grownByPositive = takeIn(positive);
      grown = takeIn(negative) || grownByPositive;
    }
  }

  private boolean takeIn(NavigableMap<Integer, Long> buckets) {
    boolean grown = false;
    while (!buckets.isEmpty() && upperBound(buckets.firstKey() - 1) < zeroThreshold) {
      Map.Entry<Integer, Long> lowest = buckets.pollFirstEntry();
      zeroCount += lowest.getValue();
      double upper = upperBound(lowest.getKey());
      if (upper > zeroThreshold) {
        zeroThreshold = upper;
        grown = true;
      }
    }
    return grown;
  }

  private double upperBound(int index) {
    return Math.pow(2, index * Math.pow(2, -schema));
  }

  private static NativeHistogramBuckets buckets(NavigableMap<Integer, Long> counts) {
    NativeHistogramBuckets.Builder out = NativeHistogramBuckets.builder();
    counts.forEach(out::bucket);
    return out.build();
  }
}
