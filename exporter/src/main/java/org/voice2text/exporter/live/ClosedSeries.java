package org.voice2text.exporter.live;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.voice2text.exporter.live.SeriesSum.Rounding;

/// The sums of the sessions that have ended. Confined to the ledger's lock.
final class ClosedSeries {
  /// @param lastSeen when a session last reported it
  record Entry(DataPointSnapshot sum, Instant lastSeen) {}

  /// One family with its entries by labels.
  ///
  /// @param family in a copy with the sums, else without series
  record ClosedFamily(Family family, Map<Labels, Entry> entries) {}

  private final Map<String, ClosedFamily> families = new TreeMap<>();
  private @Nullable List<ClosedFamily> copy;

  void add(Family family, Instant lastSeen) {
    family.points().forEach(point -> add(family, point, lastSeen));
  }

  void add(Family family, DataPointSnapshot point, Instant lastSeen) {
    copy = null;
    ClosedFamily known =
        families.computeIfAbsent(
            family.name(),
            _ ->
                new ClosedFamily(
                    new Family(family.kind(), family.metadata(), List.of()), new HashMap<>()));
    known
        .entries()
        .merge(
            point.getLabels(),
            new Entry(SeriesSum.of(family.kind(), List.of(point), Rounding.UP), lastSeen),
            (a, b) ->
                new Entry(
                    SeriesSum.of(family.kind(), List.of(a.sum(), b.sum()), Rounding.UP),
                    a.lastSeen().isAfter(b.lastSeen()) ? a.lastSeen() : b.lastSeen()));
  }

  Family.@Nullable Kind kind(String name) {
    ClosedFamily family = families.get(name);
    return family == null ? null : family.family().kind();
  }

  Collection<ClosedFamily> families() {
    return families.values();
  }

  int seriesCount() {
    return families.values().stream().mapToInt(family -> family.entries().size()).sum();
  }

  /// A copy that does not change any more; the same one as long as nothing changes.
  List<ClosedFamily> copy() {
    List<ClosedFamily> made = copy;
    if (made == null) {
      made = families.values().stream().map(ClosedSeries::copy).toList();
      copy = made;
    }
    return made;
  }

  private static ClosedFamily copy(ClosedFamily closed) {
    return new ClosedFamily(
        closed.family().with(closed.entries().values().stream().map(Entry::sum).toList()),
        Map.copyOf(closed.entries()));
  }

  void touch(Family family, Instant now) {
    ClosedFamily known = families.get(family.name());
    if (known == null) {
      return;
    }
    copy = null;
    for (DataPointSnapshot point : family.points()) {
      known.entries().computeIfPresent(point.getLabels(), (_, e) -> new Entry(e.sum(), now));
    }
  }

  /// @return how many series left
  int removeUntouchedSince(Instant limit) {
    int before = seriesCount();
    copy = null;
    for (ClosedFamily family : new ArrayList<>(families.values())) {
      family.entries().values().removeIf(entry -> entry.lastSeen().isBefore(limit));
      if (family.entries().isEmpty()) {
        families.remove(family.family().name());
      }
    }
    return before - seriesCount();
  }
}
