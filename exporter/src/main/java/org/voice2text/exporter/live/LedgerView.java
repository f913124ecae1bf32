package org.voice2text.exporter.live;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.voice2text.exporter.live.ClosedSeries.ClosedFamily;
import org.voice2text.exporter.live.LedgerImage.SessionImage;
import org.voice2text.exporter.live.SeriesSum.Rounding;

/// What is served of a ledger: for each cumulative series the sum over all sessions, for each gauge
/// the value of the youngest process that is not silent, or the sum where that makes sense.
final class LedgerView {
  private final Set<String> additiveGauges;
  private final Map<String, Merged> merged = new TreeMap<>();

  /// One family while its parts are collected, those of the youngest process last.
  private static final class Merged {
    private Family header;
    private final Map<Labels, List<DataPointSnapshot>> parts = new LinkedHashMap<>();

    Merged(Family header) {
      this.header = header;
    }
  }

  private LedgerView(Set<String> additiveGauges) {
    this.additiveGauges = additiveGauges;
  }

  static List<MetricSnapshot> of(LedgerImage image, Set<String> additiveGauges) {
    LedgerView view = new LedgerView(additiveGauges);
    for (ClosedFamily family : image.closed()) {
      family.entries().values().forEach(entry -> view.add(family.header(), entry.sum()));
    }
    image.sessions().stream()
        .sorted(Comparator.comparing(session -> session.hello().processStart()))
        .forEach(view::add);
    return view.merged.values().stream().map(view::snapshot).toList();
  }

  private void add(SessionImage session) {
    for (Family family : session.families().values()) {
      if (family.kind().isCumulative() || !session.silent()) {
        family.points().forEach(point -> add(family, point));
      }
    }
  }

  private void add(Family family, DataPointSnapshot point) {
    Merged into = merged.computeIfAbsent(family.name(), _ -> new Merged(family));
    if (into.header.kind() == family.kind()) {
      into.header = family;
      into.parts.computeIfAbsent(point.getLabels(), _ -> new ArrayList<>(2)).add(point);
    }
  }

  private MetricSnapshot snapshot(Merged family) {
    List<DataPointSnapshot> points =
        family.parts.values().stream().map(parts -> merge(family.header, parts)).toList();
    return family.header.with(points).snapshot();
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
