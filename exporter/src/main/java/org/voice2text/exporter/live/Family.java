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

/// The series of one metric name, whatever their type.
///
/// @param points in the order of their labels, each once
record Family(Kind kind, MetricMetadata metadata, List<? extends DataPointSnapshot> points) {

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

  static Family of(MetricSnapshot snapshot) {
    return new Family(kind(snapshot), snapshot.getMetadata(), snapshot.getDataPoints());
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

  String name() {
    return metadata.getPrometheusName();
  }

  Family with(Collection<? extends DataPointSnapshot> newPoints) {
    // The constructors of the model sort and refuse double labels.
    return Family.of(snapshot(kind, metadata, newPoints));
  }

  MetricSnapshot snapshot() {
    return snapshot(kind, metadata, points);
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
