package org.voice2text.monitoring.dashboard;

/// One query of a panel.
///
/// @param legend how a series is called; `{{label}}` stands for a label's value
record Target(Source source, String expression, String legend, Form form) {

  /// What is wanted of it.
  enum Form {
    /// A value for each moment shown.
    RANGE,
    /// The value of now.
    NOW,
    /// The rows of a table, of now.
    TABLE,
    /// The buckets of a histogram, for each moment shown.
    BUCKETS,
    /// Lines of a log.
    LINES
  }

  static Target over(String expression, String legend) {
    return new Target(Source.PROMETHEUS, expression, legend, Form.RANGE);
  }

  static Target now(String expression, String legend) {
    return new Target(Source.PROMETHEUS, expression, legend, Form.NOW);
  }

  static Target table(String expression) {
    return new Target(Source.PROMETHEUS, expression, "", Form.TABLE);
  }

  static Target buckets(String expression) {
    return new Target(Source.PROMETHEUS, expression, "{{le}}", Form.BUCKETS);
  }

  static Target lines(String expression) {
    return new Target(Source.LOKI, expression, "", Form.LINES);
  }

  /// Figures made of lines of a log.
  static Target ofLogs(String expression, String legend) {
    return new Target(Source.LOKI, expression, legend, Form.RANGE);
  }
}
