package org.voice2text.model.live;

import io.prometheus.metrics.expositionformats.generated.Metrics;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;

/// Reads one series of a histogram: classic, native or both. Counts must be whole numbers.
// The canonical name changes with each release of the library; this one stays.
@SuppressWarnings("NonCanonicalType")
final class HistogramDecoder {
  private static final int MIN_SCHEMA = -4;
  private static final int MAX_SCHEMA = 8;

  private HistogramDecoder() {}

  static HistogramSnapshot.HistogramDataPointSnapshot decode(Metrics.Metric series, Labels labels) {
    Metrics.Histogram in = series.getHistogram();
    refuseFloats(in);
    HistogramSnapshot.HistogramDataPointSnapshot.Builder out =
        HistogramSnapshot.HistogramDataPointSnapshot.builder().labels(labels);
    if (in.hasSampleSum()) {
      out.sum(in.getSampleSum());
    }
    if (in.hasSchema()) {
      addNative(in, out);
    }
    if (!in.hasSchema() || hasClassicBuckets(in)) {
      out.classicHistogramBuckets(classic(in));
    }
    out.exemplars(Exemplars.of(exemplars(in).stream().map(FamilyDecoder::exemplar).toList()));
    if (in.hasCreatedTimestamp()) {
      out.createdTimestampMillis(
          FamilyDecoder.millis(
              in.getCreatedTimestamp().getSeconds(), in.getCreatedTimestamp().getNanos()));
    }
    if (series.hasTimestampMs()) {
      out.scrapeTimestampMillis(series.getTimestampMs());
    }
    return out.build();
  }

  private static void refuseFloats(Metrics.Histogram in) {
    if (in.hasSampleCountFloat()
        || in.hasZeroCountFloat()
        || in.getPositiveCountCount() > 0
        || in.getNegativeCountCount() > 0
        || in.getBucketList().stream().anyMatch(Metrics.Bucket::hasCumulativeCountFloat)) {
      throw new UnsupportedOperationException("histograms must have whole counts");
    }
    if (in.hasSchema() && (in.getSchema() < MIN_SCHEMA || in.getSchema() > MAX_SCHEMA)) {
      throw new UnsupportedOperationException(
          "the schema of a native histogram must be from %d to %d"
              .formatted(MIN_SCHEMA, MAX_SCHEMA));
    }
  }

  private static void addNative(
      Metrics.Histogram in, HistogramSnapshot.HistogramDataPointSnapshot.Builder out) {
    if (in.getZeroCount() < 0 || !(in.getZeroThreshold() >= 0)) {
      throw new IllegalArgumentException("the zero bucket has an impossible count or width");
    }
    out.nativeSchema(in.getSchema())
        .nativeZeroCount(in.getZeroCount())
        .nativeZeroThreshold(in.getZeroThreshold())
        .nativeBucketsForPositiveValues(
            NativeSpans.decode(in.getPositiveSpanList(), in.getPositiveDeltaList()))
        .nativeBucketsForNegativeValues(
            NativeSpans.decode(in.getNegativeSpanList(), in.getNegativeDeltaList()));
  }

  /// Some libraries hang the exemplar of a native histogram on a lone bucket up to infinity.
  private static boolean hasClassicBuckets(Metrics.Histogram in) {
    boolean exemplarOnly =
        in.getBucketCount() == 1
            && in.getBucket(0).hasExemplar()
            && in.getBucket(0).getUpperBound() == Double.POSITIVE_INFINITY;
    return in.getBucketCount() > 0 && !exemplarOnly;
  }

  /// The bucket up to infinity may be left out; it is the count of the whole.
  private static ClassicHistogramBuckets classic(Metrics.Histogram in) {
    ClassicHistogramBuckets.Builder out = ClassicHistogramBuckets.builder();
    long below = 0;
    double lower = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < in.getBucketCount(); i++) {
      Metrics.Bucket bucket = in.getBucket(i);
      if ((i > 0 && !(bucket.getUpperBound() > lower)) || bucket.getCumulativeCount() < below) {
        throw new IllegalArgumentException("the buckets must rise in bound and count");
      }
      out.bucket(bucket.getUpperBound(), bucket.getCumulativeCount() - below);
      lower = bucket.getUpperBound();
      below = bucket.getCumulativeCount();
    }
    if (lower != Double.POSITIVE_INFINITY) {
      if (in.getSampleCount() < below) {
        throw new IllegalArgumentException("the buckets count more than the histogram");
      }
      out.bucket(Double.POSITIVE_INFINITY, in.getSampleCount() - below);
    }
    return out.build();
  }

  static List<Metrics.Exemplar> exemplars(Metrics.Histogram in) {
    List<Metrics.Exemplar> all = new ArrayList<>();
    for (Metrics.Bucket bucket : in.getBucketList()) {
      if (bucket.hasExemplar()) {
        all.add(bucket.getExemplar());
      }
    }
    all.addAll(in.getExemplarsList());
    return all;
  }
}
