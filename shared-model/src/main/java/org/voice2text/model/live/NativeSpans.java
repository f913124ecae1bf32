package org.voice2text.model.live;

import io.prometheus.metrics.expositionformats.generated.Metrics;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBucket;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// The buckets of a native histogram as `metrics.proto` has them: spans of neighbouring buckets,
/// and in each bucket the difference to the count of the bucket before.
// The canonical name changes with each release of the library; this one stays.
@SuppressWarnings("NonCanonicalType")
final class NativeSpans {
  private NativeSpans() {}

  static void encode(
      HistogramSnapshot.HistogramDataPointSnapshot point, Metrics.Histogram.Builder out) {
    out.setSchema(point.getNativeSchema())
        .setZeroCount(point.getNativeZeroCount())
        .setZeroThreshold(point.getNativeZeroThreshold());
    encode(
        point.getNativeBucketsForPositiveValues(),
        out::addPositiveSpanBuilder,
        out::addPositiveDelta);
    encode(
        point.getNativeBucketsForNegativeValues(),
        out::addNegativeSpanBuilder,
        out::addNegativeDelta);
  }

  private static void encode(
      NativeHistogramBuckets buckets,
      Supplier<Metrics.BucketSpan.Builder> spans,
      LongConsumer deltas) {
    Metrics.BucketSpan.Builder span = null;
    int next = 0;
    long previousCount = 0;
    for (NativeHistogramBucket bucket : buckets) {
      int index = bucket.getBucketIndex();
      if (span == null || index != next) {
        span = spans.get().setOffset(index - next).setLength(0);
      }
      span.setLength(span.getLength() + 1);
      deltas.accept(bucket.getCount() - previousCount);
      previousCount = bucket.getCount();
      next = index + 1;
    }
  }

  /// @throws IllegalArgumentException if spans and counts do not fit together
  static NativeHistogramBuckets decode(List<Metrics.BucketSpan> spans, List<Long> deltas) {
    NativeHistogramBuckets.Builder out = NativeHistogramBuckets.builder();
    long index = 0;
    long count = 0;
    int read = 0;
    for (int i = 0; i < spans.size(); i++) {
      Metrics.BucketSpan span = spans.get(i);
      if (i > 0 && span.getOffset() < 0) {
        throw new IllegalArgumentException("the spans of native buckets overlap");
      }
      index += span.getOffset();
      // An unsigned number, which Java shows as negative from 2^31 on.
      long length = Integer.toUnsignedLong(span.getLength());
      if (length > deltas.size() - read) {
        throw new IllegalArgumentException("native buckets have fewer counts than places");
      }
      for (long k = 0; k < length; k++, index++) {
        count = Math.addExact(count, deltas.get(read++));
        if (count < 0 || index != (int) index) {
          throw new IllegalArgumentException("a native bucket has an impossible count or index");
        }
        if (count > 0) {
          out.bucket((int) index, count);
        }
      }
    }
    if (read != deltas.size()) {
      throw new IllegalArgumentException("native buckets have more counts than places");
    }
    return out.build();
  }
}
