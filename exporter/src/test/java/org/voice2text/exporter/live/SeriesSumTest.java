package org.voice2text.exporter.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBucket;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.voice2text.exporter.live.SeriesSum.Rounding;

class SeriesSumTest {
  /// Two histograms added up are the histogram of all their values at the coarser resolution.
  @Test
  void addsNativeHistogramsAsIfOneHadSeenAllValues() {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      int fine = random.nextInt(13) - 4;
      int coarse = random.nextInt(13) - 4;
      Histogram a = histogram(fine);
      Histogram b = histogram(coarse);
      Histogram all = histogram(Math.min(fine, coarse));
      for (int i = 0; i < 100; i++) {
        double value =
            i % 10 == 0 ? 0 : (random.nextInt(4) - 1) * Math.exp(random.nextGaussian() * 8);
        (random.nextBoolean() ? a : b).observe(value);
        all.observe(value);
      }

      HistogramDataPointSnapshot sum = sum(point(a), point(b));

      HistogramDataPointSnapshot expected = point(all);
      assertThat(sum.getNativeSchema()).isEqualTo(expected.getNativeSchema());
      assertThat(sum.getNativeZeroCount()).isEqualTo(expected.getNativeZeroCount());
      assertThat(counts(sum.getNativeBucketsForPositiveValues()))
          .isEqualTo(counts(expected.getNativeBucketsForPositiveValues()));
      assertThat(counts(sum.getNativeBucketsForNegativeValues()))
          .isEqualTo(counts(expected.getNativeBucketsForNegativeValues()));
      assertThat(sum.getCount()).isEqualTo(expected.getCount());
    }
  }

  @Test
  void growsTheZeroBucketToTheEndOfABucketThatReachesOutOfIt() {
    HistogramDataPointSnapshot wide =
        HistogramDataPointSnapshot.builder()
            .nativeSchema(0)
            .nativeZeroThreshold(3)
            .nativeZeroCount(5)
            .build();
    // Schema 0: bucket 0 holds (0.5, 1], bucket 2 holds (2, 4], bucket 3 holds (4, 8].
    HistogramDataPointSnapshot narrow =
        HistogramDataPointSnapshot.builder()
            .nativeSchema(0)
            .nativeZeroThreshold(0.1)
            .nativeZeroCount(1)
            .nativeBucketsForPositiveValues(
                NativeHistogramBuckets.of(new int[] {0, 2, 3}, new long[] {10, 20, 40}))
            .nativeBucketsForNegativeValues(
                NativeHistogramBuckets.of(new int[] {2, 3}, new long[] {100, 200}))
            .build();

    HistogramDataPointSnapshot sum = sum(wide, narrow);

    assertThat(sum.getNativeZeroThreshold()).isEqualTo(4);
    assertThat(sum.getNativeZeroCount()).isEqualTo(5 + 1 + 10 + 20 + 100);
    assertThat(counts(sum.getNativeBucketsForPositiveValues())).isEqualTo(java.util.Map.of(3, 40L));
    assertThat(counts(sum.getNativeBucketsForNegativeValues()))
        .isEqualTo(java.util.Map.of(3, 200L));
  }

  /// A plain sum comes out lower by one step for some orders of the same parts.
  @Test
  void neverServesLessAfterAFold() {
    Random random = new Random(5);
    boolean plainSumFell = false;
    for (int round = 0; round < 20_000; round++) {
      double a = random.nextInt(1000) / 10.0;
      double b = random.nextInt(1000) / 10.0;
      double c = random.nextInt(1000) / 7.0;
      double before = ExactSum.nearest(a, b, c);
      double after = ExactSum.nearest(ExactSum.roundedUp(a, c), b);
      assertThat(after >= before).as("%s %s %s", a, b, c).isTrue();
      assertThat(after).isLessThanOrEqualTo(Math.nextUp(Math.nextUp(before)));
      plainSumFell |= (a + c) + b < (a + b) + c;
    }
    assertThat(plainSumFell).as("the test shows the danger").isTrue();
  }

  private static HistogramDataPointSnapshot sum(DataPointSnapshot... parts) {
    return (HistogramDataPointSnapshot)
        SeriesSum.of(Family.Kind.HISTOGRAM, List.of(parts), Rounding.NEAREST);
  }

  private static Histogram histogram(int schema) {
    return Histogram.builder()
        .name("h")
        .nativeOnly()
        .nativeInitialSchema(schema)
        .nativeMaxNumberOfBuckets(0)
        .register(new PrometheusRegistry());
  }

  private static HistogramDataPointSnapshot point(Histogram histogram) {
    return histogram.collect().getDataPoints().getFirst();
  }

  private static java.util.Map<Integer, Long> counts(NativeHistogramBuckets buckets) {
    return buckets.stream()
        .filter(bucket -> bucket.getCount() > 0)
        .collect(
            Collectors.toMap(
                NativeHistogramBucket::getBucketIndex,
                NativeHistogramBucket::getCount,
                Long::sum,
                TreeMap::new));
  }
}
