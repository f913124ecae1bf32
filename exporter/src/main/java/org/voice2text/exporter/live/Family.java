package org.voice2text.exporter.live;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.live.FamilyCodec;

/// The series of one metric name, whatever their type. Immutable: while nothing changes, the same
/// object stands for them, and what was made of it is not made again. Thread-safe.
final class Family {
  private final Kind kind;
  private final MetricMetadata metadata;
  private final List<? extends DataPointSnapshot> points;
  private volatile @Nullable MetricSnapshot snapshot;
  private volatile byte @Nullable [] encoded;

  /// How the values of several sessions come together.
  enum Kind {
    COUNTER(true),
    HISTOGRAM(true),
    SUMMARY(true),
    GAUGE(false),
    GAUGE_HISTOGRAM(false),
    UNKNOWN(false);

    private final boolean cumulative;

    Kind(boolean cumulative) {
      this.cumulative = cumulative;
    }

    /// Whether values outlive their session and add up.
    boolean isCumulative() {
      return cumulative;
    }
  }

  /// @param points in the order of their labels, each once
  Family(Kind kind, MetricMetadata metadata, List<? extends DataPointSnapshot> points) {
    this.kind = kind;
    this.metadata = metadata;
    this.points = points;
  }

  static Family of(MetricSnapshot snapshot) {
    Family family = new Family(kind(snapshot), snapshot.getMetadata(), snapshot.getDataPoints());
    family.snapshot = snapshot;
    return family;
  }

  private static Kind kind(MetricSnapshot snapshot) {
    return switch (snapshot) {
      case CounterSnapshot _ -> Kind.COUNTER;
      case HistogramSnapshot h -> h.isGaugeHistogram() ? Kind.GAUGE_HISTOGRAM : Kind.HISTOGRAM;
      case SummarySnapshot _ -> Kind.SUMMARY;
      case UnknownSnapshot _ -> Kind.UNKNOWN;
      // Info and StateSet arrive as gauges.
      default -> Kind.GAUGE;
    };
  }

  Kind kind() {
    return kind;
  }

  MetricMetadata metadata() {
    return metadata;
  }

  List<? extends DataPointSnapshot> points() {
    return points;
  }

  String name() {
    return metadata.getPrometheusName();
  }

  /// The same metric with other series, in any order.
  Family with(Collection<? extends DataPointSnapshot> newPoints) {
    // The constructors of the model sort and refuse double labels.
    return Family.of(snapshot(kind, metadata, newPoints));
  }

  MetricSnapshot snapshot() {
    MetricSnapshot made = snapshot;
    if (made == null) {
      made = snapshot(kind, metadata, points);
      snapshot = made;
    }
    return made;
  }

  /// As it goes over the live socket. The array must not be changed.
  byte[] encoded() {
    byte[] made = encoded;
    if (made == null) {
      made = FamilyCodec.encode(snapshot());
      encoded = made;
    }
    return made;
  }

  private static MetricSnapshot snapshot(
      Kind kind, MetricMetadata metadata, Collection<? extends DataPointSnapshot> points) {
    return switch (kind) {
      case COUNTER -> new CounterSnapshot(metadata, all(CounterDataPointSnapshot.class, points));
      case HISTOGRAM ->
          new HistogramSnapshot(metadata, all(HistogramDataPointSnapshot.class, points));
      case GAUGE_HISTOGRAM ->
          new HistogramSnapshot(true, metadata, all(HistogramDataPointSnapshot.class, points));
      case SUMMARY -> new SummarySnapshot(metadata, all(SummaryDataPointSnapshot.class, points));
      case GAUGE -> new GaugeSnapshot(metadata, all(GaugeDataPointSnapshot.class, points));
      case UNKNOWN -> new UnknownSnapshot(metadata, all(UnknownDataPointSnapshot.class, points));
    };
  }

  private static <T> List<T> all(Class<T> type, Collection<?> points) {
    return points.stream().map(type::cast).toList();
  }
}
