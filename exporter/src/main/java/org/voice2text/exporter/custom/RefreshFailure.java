package org.voice2text.exporter.custom;

import java.util.Locale;

/// A refresh brought no new values. The message holds no data of the database.
final class RefreshFailure extends Exception {
  private static final long serialVersionUID = 1;
  private final Reason reason;

  /// The values of the label `reason`.
  enum Reason {
    /// The database is missing, locked or broken.
    UNAVAILABLE,
    /// SQLite refuses the statement.
    SQL,
    /// The statement took longer than it may.
    TIMEOUT,
    /// The rows are not what labels and value need.
    SHAPE,
    /// There are more rows than a metric may have series.
    TOO_MANY_SERIES;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  RefreshFailure(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  RefreshFailure(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
