package org.voice2text.exporter.custom;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voice2text.exporter.custom.RefreshFailure.Reason;
import org.voice2text.exporter.custom.SeriesReader.Series;
import org.voice2text.model.store.ForeignDatabase;
import org.voice2text.model.store.ForeignDatabase.RowReader;

/// Turns the rows of a statement into series: all of them or, if one cannot be a series, none. A
/// NULL value makes no series; a NULL label is an empty one.
record SeriesReader(CustomMetric metric) implements RowReader<List<Series>, RefreshFailure> {
  /// Of one metric; more would make a dear metric of a mistake in a GROUP BY.
  static final int MAX_SERIES = 1_000;

  private static final int MAX_LABEL_CHARS = 256;

  /// One row.
  ///
  /// @param labels values in the order of the metric's labels
  record Series(List<String> labels, double value) {
    Series {
      labels = List.copyOf(labels);
    }
  }

  @Override
  public List<Series> read(ResultSet rows) throws SQLException, RefreshFailure {
    Optional<String> problem = metric.problemWith(ForeignDatabase.columns(rows.getMetaData()));
    if (problem.isPresent()) {
      throw new RefreshFailure(Reason.SHAPE, problem.get());
    }
    List<Series> series = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (int row = 1; rows.next(); row++) {
      Optional<Series> next = read(rows, row);
      if (next.isEmpty()) {
        continue;
      }
      if (!seen.add(next.get().labels())) {
        throw wrong(row, "has the same labels as a row before; group by all labels");
      }
      series.add(next.get());
      if (series.size() > MAX_SERIES) {
        throw new RefreshFailure(
            Reason.TOO_MANY_SERIES,
            "there are more than %d series; group more coarsely".formatted(MAX_SERIES));
      }
    }
    return series;
  }

  private Optional<Series> read(ResultSet rows, int row) throws SQLException, RefreshFailure {
    Object value = rows.getObject(metric.value());
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Number number)) {
      throw wrong(row, "has a value that is no number");
    }
    double amount = number.doubleValue();
    if (metric.type() == CustomMetric.Type.COUNTER && (amount < 0 || Double.isInfinite(amount))) {
      throw wrong(row, "has a value that no counter can have; it must be finite and 0 or more");
    }
    List<String> labels = new ArrayList<>();
    for (String label : metric.labels()) {
      labels.add(label(rows.getObject(label), label, row));
    }
    return Optional.of(new Series(labels, amount));
  }

  private static String label(Object value, String label, int row) throws RefreshFailure {
    if (value instanceof byte[]) {
      throw wrong(row, "has bytes as the label %s; it must be text or a number".formatted(label));
    }
    String text = value == null ? "" : value.toString();
    if (text.length() > MAX_LABEL_CHARS) {
      throw wrong(
          row, "has a label %s of more than %d characters".formatted(label, MAX_LABEL_CHARS));
    }
    return text;
  }

  /// Names the row, but never shows what is in it.
  private static RefreshFailure wrong(int row, String problem) {
    return new RefreshFailure(Reason.SHAPE, "row %d %s".formatted(row, problem));
  }
}
