package org.voice2text.model.store;

import java.time.Duration;

/// Is told of each operation on the database; the only place at which they are measured.
/// Implementations must be thread-safe and must not throw.
public interface DatabaseObserver {
  /// Observes nothing.
  DatabaseObserver NONE =
      new DatabaseObserver() {
        @Override
        public void finished(String operation, Duration took) {}

        @Override
        public void failed(String operation, Exception cause) {}
      };

  /// A connection was opened.
  default void opened() {}

  /// A connection was closed.
  default void closed() {}

  /// @param operation one of a small fixed set of names
  void finished(String operation, Duration took);

  void failed(String operation, Exception cause);
}
