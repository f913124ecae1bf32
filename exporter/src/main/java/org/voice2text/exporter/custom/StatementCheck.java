package org.voice2text.exporter.custom;

import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.voice2text.model.store.DatabaseUnavailableException;
import org.voice2text.model.store.ForeignDatabase;
import org.voice2text.model.store.StatementException;

/// Has SQLite prepare a statement, without running it. Where the database is not there yet, what
/// remains unknown is found at the first run.
final class StatementCheck {
  private static final String RULE = "; it must be one SELECT statement that SQLite can run";

  private StatementCheck() {}

  /// What is wrong with the metric's statement, if anything.
  static Optional<String> problem(CustomMetric metric) {
    return metric.select().problem().map(problem -> problem + RULE).or(() -> prepare(metric));
  }

  private static Optional<String> prepare(CustomMetric metric) {
    if (Files.exists(metric.database())) {
      try (ForeignDatabase database = ForeignDatabase.open(metric.database())) {
        if (database.hasItsTables()) {
          return prepare(metric, database, false);
        }
      } catch (DatabaseUnavailableException _) {
        // Locked or broken, which is not the file's fault: the refresh will tell.
      }
    }
    try (ForeignDatabase database = ForeignDatabase.empty()) {
      return prepare(metric, database, true);
    }
  }

  private static Optional<String> prepare(
      CustomMetric metric, ForeignDatabase database, boolean tablesMayBeMissing) {
    try {
      List<String> columns = database.columns(metric.select().at(Instant.EPOCH, ZoneOffset.UTC));
      return metric.problemWith(columns);
    } catch (StatementException e) {
      String message = String.valueOf(e.getMessage());
      return tablesMayBeMissing && message.startsWith("no such table")
          ? Optional.empty()
          : Optional.of(message + RULE);
    }
  }
}
