package org.voice2text.exporter.http;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Puts the families of all sources into one answer. Families of the same name and type join, as
/// the JVM metrics of two processes do; what would make the answer unreadable is left out.
final class Answer {
  private final Map<String, MetricSnapshot> families = new TreeMap<>();
  private final Map<String, String> owners = new HashMap<>();

  /// @return why the family was left out, or empty if it was not
  Optional<String> add(MetricSnapshot read) {
    if (read.getDataPoints().isEmpty()) {
      return Optional.empty();
    }
    MetricSnapshot family = read instanceof InfoSnapshot info ? asGauge(info) : read;
    String name = family.getMetadata().getPrometheusName();
    List<String> names = FamilyNames.of(family);
    for (String line : names) {
      String owner = owners.getOrDefault(line, name);
      if (!owner.equals(name)) {
        return Optional.of("%s clashes with %s".formatted(name, owner));
      }
    }
    MetricSnapshot known = families.get(name);
    if (known != null && !known.getClass().equals(family.getClass())) {
      return Optional.of("%s has two types".formatted(name));
    }
    Optional<MetricSnapshot> joined = known == null ? Optional.of(family) : join(known, family);
    if (joined.isEmpty()) {
      return Optional.of("%s has the same series twice".formatted(name));
    }
    names.forEach(line -> owners.put(line, name));
    families.put(name, joined.get());
    return Optional.empty();
  }

  MetricSnapshots build() {
    return new MetricSnapshots(families.values());
  }

  /// Over the live socket an info travels as the gauge that it is in the text format. Our own must
  /// be one too, or the same family of both processes could not join.
  private static MetricSnapshot asGauge(InfoSnapshot info) {
    MetricMetadata metadata = info.getMetadata();
    return new GaugeSnapshot(
        new MetricMetadata(metadata.getPrometheusName() + "_info", metadata.getHelp()),
        info.getDataPoints().stream()
            .map(p -> new GaugeSnapshot.GaugeDataPointSnapshot(1, p.getLabels(), null))
            .toList());
  }

  private static Optional<MetricSnapshot> join(MetricSnapshot a, MetricSnapshot b) {
    List<DataPointSnapshot> points = new ArrayList<>(a.getDataPoints());
    points.addAll(b.getDataPoints());
    Set<Labels> seen = new HashSet<>();
    boolean distinct = points.stream().allMatch(point -> seen.add(point.getLabels()));
    return distinct ? Optional.of(join(a, points)) : Optional.empty();
  }

  private static MetricSnapshot join(MetricSnapshot like, Collection<DataPointSnapshot> points) {
    MetricMetadata metadata = like.getMetadata();
    return switch (like) {
      case CounterSnapshot _ ->
          new CounterSnapshot(
              metadata, all(CounterSnapshot.CounterDataPointSnapshot.class, points));
      case GaugeSnapshot _ ->
          new GaugeSnapshot(metadata, all(GaugeSnapshot.GaugeDataPointSnapshot.class, points));
      case HistogramSnapshot h ->
          new HistogramSnapshot(
              h.isGaugeHistogram(),
              metadata,
              all(HistogramSnapshot.HistogramDataPointSnapshot.class, points));
      case SummarySnapshot _ ->
          new SummarySnapshot(
              metadata, all(SummarySnapshot.SummaryDataPointSnapshot.class, points));
      case UnknownSnapshot _ ->
          new UnknownSnapshot(
              metadata, all(UnknownSnapshot.UnknownDataPointSnapshot.class, points));
      case StateSetSnapshot _ ->
          new StateSetSnapshot(
              metadata, all(StateSetSnapshot.StateSetDataPointSnapshot.class, points));
      default -> throw new IllegalArgumentException("Unknown type " + like.getClass());
    };
  }

  private static <T> List<T> all(Class<T> type, Collection<DataPointSnapshot> points) {
    return points.stream().map(type::cast).toList();
  }
}
