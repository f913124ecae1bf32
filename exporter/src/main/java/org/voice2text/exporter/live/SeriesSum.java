package org.voice2text.exporter.live;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Adds up the same cumulative series of several sessions. The sums carry no timestamps of their
/// own.
final class SeriesSum {
  private SeriesSum() {}

  /// Which way a sum that no double can express is rounded.
  enum Rounding {
    NEAREST,
    UP;

    double sum(double... parts) {
      return switch (this) {
        case NEAREST -> ExactSum.nearest(parts);
        case UP -> ExactSum.roundedUp(parts);
      };
    }
  }

  /// @param parts at least one, all of the kind, the most telling last: its quantiles are taken,
  ///   because quantiles cannot be added
  static DataPointSnapshot of(Family.Kind kind, List<DataPointSnapshot> parts, Rounding rounding) {
    return switch (kind) {
      case COUNTER -> counter(all(CounterDataPointSnapshot.class, parts), rounding);
      case HISTOGRAM -> histogram(all(HistogramDataPointSnapshot.class, parts), rounding);
      case SUMMARY -> summary(all(SummaryDataPointSnapshot.class, parts), rounding);
      case GAUGE, GAUGE_HISTOGRAM, UNKNOWN ->
          throw new IllegalArgumentException(kind + " does not add up");
    };
  }

  private static <T> List<T> all(Class<T> type, List<DataPointSnapshot> parts) {
    return parts.stream().map(type::cast).toList();
  }

  @SuppressWarnings("NullAway") // The model takes null for "no exemplar".
  private static DataPointSnapshot counter(
      List<CounterDataPointSnapshot> parts, Rounding rounding) {
    return new CounterDataPointSnapshot(
        rounding.sum(values(parts, CounterDataPointSnapshot::getValue)),
        labels(parts),
        latest(parts.stream().map(CounterDataPointSnapshot::getExemplar).toList()),
        created(parts));
  }

  private static DataPointSnapshot histogram(
      List<HistogramDataPointSnapshot> parts, Rounding rounding) {
    HistogramDataPointSnapshot.Builder sum =
        HistogramDataPointSnapshot.builder()
            .labels(labels(parts))
            .createdTimestampMillis(created(parts))
            .exemplars(exemplars(parts));
    if (parts.stream().allMatch(DistributionDataPointSnapshot::hasSum)) {
      sum.sum(rounding.sum(values(parts, DistributionDataPointSnapshot::getSum)));
    }
    boolean allNative = parts.stream().allMatch(HistogramDataPointSnapshot::hasNativeHistogramData);
    if (allNative) {
      NativeSum.of(parts).addTo(sum);
    }
    if (!allNative
        || parts.stream().allMatch(HistogramDataPointSnapshot::hasClassicHistogramData)) {
      sum.classicHistogramBuckets(ClassicSum.of(parts));
    }
    return sum.build();
  }

  private static DataPointSnapshot summary(
      List<SummaryDataPointSnapshot> parts, Rounding rounding) {
    SummaryDataPointSnapshot.Builder sum =
        SummaryDataPointSnapshot.builder()
            .labels(labels(parts))
            .createdTimestampMillis(created(parts))
            .quantiles(rounding == Rounding.UP ? Quantiles.EMPTY : parts.getLast().getQuantiles());
    if (parts.stream().allMatch(DistributionDataPointSnapshot::hasCount)) {
      sum.count(parts.stream().mapToLong(DistributionDataPointSnapshot::getCount).sum());
    }
    if (parts.stream().allMatch(DistributionDataPointSnapshot::hasSum)) {
      sum.sum(rounding.sum(values(parts, DistributionDataPointSnapshot::getSum)));
    }
    return sum.build();
  }

  private static Labels labels(List<? extends DataPointSnapshot> parts) {
    return parts.getFirst().getLabels();
  }

  private static <T> double[] values(List<T> parts, ToDoubleFunction<T> value) {
    return parts.stream().mapToDouble(value).toArray();
  }

  /// When the oldest part began; 0 when none says so.
  private static long created(List<? extends DataPointSnapshot> parts) {
    return parts.stream()
        .filter(DataPointSnapshot::hasCreatedTimestamp)
        .mapToLong(DataPointSnapshot::getCreatedTimestampMillis)
        .min()
        .orElse(0);
  }

  private static @Nullable Exemplar latest(List<@Nullable Exemplar> exemplars) {
    return exemplars.stream()
        .filter(exemplar -> exemplar != null)
        .max(Comparator.comparingLong(SeriesSum::time))
        .orElse(null);
  }

  private static long time(Exemplar exemplar) {
    return exemplar.hasTimestamp() ? exemplar.getTimestampMillis() : 0;
  }

  /// The last part that has any: as many as one session shows, or they would pile up.
  private static Exemplars exemplars(List<HistogramDataPointSnapshot> parts) {
    List<Exemplars> some = new ArrayList<>();
    for (HistogramDataPointSnapshot part : parts) {
      if (part.getExemplars().size() > 0) {
        some.add(part.getExemplars());
      }
    }
    return some.isEmpty() ? Exemplars.EMPTY : some.getLast();
  }
}
