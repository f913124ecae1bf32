package org.voice2text.monitoring.dashboard;

import java.util.List;

/// How a panel shows what it was asked for. Immutable.
sealed interface PanelKind {

  /// Width and height in units of the grid, which is 24 wide; one unit of height is 30 pixels.
  Size size();

  record Size(int width, int height) {}

  /// Values over time.
  record TimeSeries(Style style) implements PanelKind {
    @Override
    public Size size() {
      return new Size(8, 8);
    }
  }

  enum Style {
    LINES,
    /// Areas upon each other.
    STACKED,
    /// Bars upon each other, for counts in an interval.
    BARS
  }

  /// One number, or one for each series, with the way it took.
  ///
  /// @param history whether the values before are drawn behind the number
  /// @param names whether the series' name is shown in place of its value
  record Stat(boolean history, boolean names) implements PanelKind {
    @Override
    public Size size() {
      return new Size(3, 4);
    }
  }

  /// One number as a share of its greatest value.
  record Gauge() implements PanelKind {
    @Override
    public Size size() {
      return new Size(6, 6);
    }
  }

  /// A histogram over time.
  record Heatmap() implements PanelKind {
    @Override
    public Size size() {
      return new Size(8, 8);
    }
  }

  /// Rows of labels and values.
  record Table(List<Column> columns) implements PanelKind {
    public Table {
      columns = List.copyOf(columns);
    }

    @Override
    public Size size() {
      return new Size(12, 8);
    }
  }

  /// A column of a table, in the order shown.
  ///
  /// @param field the label, or `Value` for the only query's value, or `Value #B` for the second's
  record Column(String field, String title, Unit unit) {
    static Column label(String label, String title) {
      return new Column(label, title, Unit.TEXT);
    }
  }

  /// The alerts that are pending or firing.
  record Alerts() implements PanelKind {
    @Override
    public Size size() {
      return new Size(6, 8);
    }
  }

  /// Lines of a log, the newest first.
  record Logs() implements PanelKind {
    @Override
    public Size size() {
      return new Size(24, 14);
    }
  }

  /// Markdown.
  record Text(String markdown) implements PanelKind {
    @Override
    public Size size() {
      return new Size(24, 3);
    }
  }
}
