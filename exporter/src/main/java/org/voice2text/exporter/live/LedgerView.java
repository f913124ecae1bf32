package org.voice2text.exporter.live;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.voice2text.exporter.live.SeriesSum.Rounding;

/// What is served of a ledger: for each cumulative series the sum over all sessions, for each gauge
/// the value of the youngest process that is not silent, or the sum where that makes sense. Only
/// families of which a part has changed are merged anew; the others are the same objects as before.
/// Confined to the lock of its owner.
final class LedgerView {
  private final Set<String> additiveGauges;
  private Map<String, Served> served = Map.of();

  /// @param parts those of the youngest process last
  private record Served(List<Family> parts, MetricSnapshot snapshot) {}

  LedgerView(Set<String> additiveGauges) {
    this.additiveGauges = Set.copyOf(additiveGauges);
  }

  List<MetricSnapshot> of(LedgerImage image) {
    Map<String, List<Family>> parts = parts(image);
    Map<String, Served> next = new HashMap<>();
    List<MetricSnapshot> families = new ArrayList<>(parts.size());
    parts.forEach((name, ofFamily) -> {
      Served former = served.get(name);
      Served now =
          former != null && areSame(former.parts(), ofFamily)
              ? former
              : new Served(ofFamily, merge(ofFamily));
      next.put(name, now);
      families.add(now.snapshot());
    });
    served = next;
    return families;
  }

  /// The value that is served of a gauge without labels.
  ///
  /// @param parts of the processes that push, the youngest last
  OptionalDouble gauge(String name, List<Family> parts) {
    double[] values =
        parts.stream()
            .filter(part -> part.kind() == Family.Kind.GAUGE)
            .mapToDouble(part -> ((GaugeDataPointSnapshot) part.points().getFirst()).getValue())
            .toArray();
    if (values.length == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        additiveGauges.contains(name) ? Arrays.stream(values).sum() : values[values.length - 1]);
  }

  private static Map<String, List<Family>> parts(LedgerImage image) {
    Map<String, List<Family>> parts = new TreeMap<>();
    image.closed().forEach(closed -> add(closed.family(), parts));
    image.sessions().stream()
        .sorted(Comparator.comparing(session -> session.hello().processStart()))
        .forEach(session ->
            session.families().values().stream()
                .filter(family -> family.kind().isCumulative() || !session.silent())
                .filter(family -> !family.points().isEmpty())
                .forEach(family -> add(family, parts)));
    return parts;
  }

  private static void add(Family part, Map<String, List<Family>> parts) {
    parts.computeIfAbsent(part.name(), _ -> new ArrayList<>(2)).add(part);
  }

  private static boolean areSame(List<Family> former, List<Family> now) {
    return former.size() == now.size()
        && IntStream.range(0, now.size()).allMatch(i -> former.get(i) == now.get(i));
  }

  private MetricSnapshot merge(List<Family> parts) {
    Family last = parts.getFirst();
    Map<Labels, List<DataPointSnapshot>> series = new LinkedHashMap<>();
    for (Family part : parts) {
      if (part.kind() == last.kind()) {
        last = part;
        part.points()
            .forEach(point ->
                series.computeIfAbsent(point.getLabels(), _ -> new ArrayList<>(2)).add(point));
      }
    }
    Family youngest = last;
    return youngest
        .with(series.values().stream().map(points -> merge(youngest, points)).toList())
        .snapshot();
  }

  private DataPointSnapshot merge(Family family, List<DataPointSnapshot> parts) {
    if (family.kind().isCumulative()) {
      return SeriesSum.of(family.kind(), parts, Rounding.NEAREST);
    }
    if (family.kind() == Family.Kind.GAUGE && additiveGauges.contains(family.name())) {
      double sum =
          parts.stream().mapToDouble(part -> ((GaugeDataPointSnapshot) part).getValue()).sum();
      return GaugeDataPointSnapshot.builder()
          .value(sum)
          .labels(parts.getLast().getLabels())
          .build();
    }
    return parts.getLast();
  }
}
