package org.voice2text.exporter.http;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Set;

/// One of the parts that metrics come from. Parts are read side by side, and one that fails does
/// not disturb the others.
///
/// @param name the value of the label `collector`
public record ScrapeSource(String name, Reader reader) {

  /// The same part without some of its metrics.
  ///
  /// @param names of metrics, as they are served
  public ScrapeSource without(Set<String> names) {
    if (names.isEmpty()) {
      return this;
    }
    return new ScrapeSource(
        name,
        () -> {
          Reading all = reader.read();
          return new Reading(
              all.families().stream()
                  .filter(family -> FamilyNames.of(family).stream().noneMatch(names::contains))
                  .toList(),
              all.up());
        });
  }

  /// Reads the metrics as they are now. May block for a while and is interrupted then. Called by
  /// one thread at a time.
  @FunctionalInterface
  public interface Reader {
    Reading read() throws Exception;
  }

  /// What was read.
  ///
  /// @param up whether it is fresh; false shows as `exporter_collector_up 0`
  public record Reading(List<MetricSnapshot> families, boolean up) {
    public Reading {
      families = List.copyOf(families);
    }

    public static Reading fresh(List<MetricSnapshot> families) {
      return new Reading(families, true);
    }
  }
}
