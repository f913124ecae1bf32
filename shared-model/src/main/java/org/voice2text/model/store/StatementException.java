package org.voice2text.model.store;

/// A statement could not be run to its end. The message is SQLite's own, and holds no data.
public final class StatementException extends Exception {
  private static final long serialVersionUID = 1;
  private final Kind kind;

  /// What was wrong.
  public enum Kind {
    /// The statement itself: its syntax, a table or a column that does not exist.
    STATEMENT,
    /// It took too long and was broken off.
    TIMEOUT,
    /// Its thread was interrupted, and it was broken off.
    INTERRUPTED
  }

  StatementException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  StatementException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
