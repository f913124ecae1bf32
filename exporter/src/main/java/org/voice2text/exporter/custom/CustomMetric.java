package org.voice2text.exporter.custom;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One metric of an operator's own, as the file describes it.
///
/// @param labels names of the labels, each also the name of a column
/// @param value name of the column that holds the value
/// @param database the SQLite file that is asked
/// @param refresh pause between two runs of the statement
/// @param timeout after which a run is broken off
/// @param replaces whether it is served in place of the built-in metric of the same name
public record CustomMetric(
    String name,
    Type type,
    String help,
    List<String> labels,
    String value,
    Select select,
    Path database,
    Duration refresh,
    Duration timeout,
    boolean replaces) {

  public CustomMetric {
    labels = List.copyOf(labels);
  }

  /// The types that a statement can feed.
  public enum Type {
    GAUGE,
    COUNTER;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What is wrong with the columns of the statement, if anything.
  Optional<String> problemWith(List<String> columns) {
    List<String> needed = new ArrayList<>(labels);
    needed.add(value);
    if (columns.stream().sorted().toList().equals(needed.stream().sorted().toList())) {
      return Optional.empty();
    }
    return Optional.of(
        "the statement has the columns [%s], but labels and value name [%s]; name columns with `as`"
            .formatted(String.join(", ", columns), String.join(", ", needed)));
  }
}
