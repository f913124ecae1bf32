package org.voice2text.model.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// Takes SQLite's write-ahead log into the file. To be called by the connection's own thread.
final class LogCheckpoint {
  private LogCheckpoint() {}

  /// Leaves an empty log. Nobody is waited for: all other work would wait, too.
  ///
  /// @param usualWait for locks, by all else that the connection does
  /// @return false if a reader or another writer was in the way
  static boolean empty(Connection connection, Duration usualWait) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      waitFor(statement, Duration.ZERO);
      try (ResultSet result = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
        return result.next() && result.getInt("busy") == 0;
      } finally {
        waitFor(statement, usualWait);
      }
    }
  }

  private static void waitFor(Statement statement, Duration time) throws SQLException {
    boolean _ = statement.execute("pragma busy_timeout = " + time.toMillis());
  }
}
