package org.voice2text.bot.telemetry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import org.sqlite.SQLiteException;
import org.voice2text.model.store.DatabaseUnavailableException;

/// Sorts failures into the few types that metrics distinguish.
public final class ErrorTypes {
  private ErrorTypes() {}

  /// A value of the label `error_type` of the bot's error metrics.
  public static String of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DatabaseUnavailableException || cause instanceof SQLException) {
        return "database";
      }
      if (cause instanceof InterruptedIOException) {
        return "timeout";
      }
      if (cause instanceof IOException) {
        return "io";
      }
    }
    return "internal";
  }

  /// SQLite refines its results by a second part of the name, such as `SQLITE_IOERR_WRITE`.
  private static String ofResult(String name) {
    String[] parts = name.split("_", 3);
    return switch (parts.length < 2 ? "" : parts[1]) {
      case "BUSY", "LOCKED" -> "busy";
      case "IOERR", "FULL", "CANTOPEN", "CORRUPT", "READONLY", "NOTADB" -> "io";
      case "CONSTRAINT" -> "constraint";
      default -> "other";
    };
  }

  /// A value of the label `error_type` of the database's error metric.
  static String ofDatabase(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException e) {
        return ofResult(e.getResultCode().name());
      }
      if (cause instanceof DatabaseUnavailableException) {
        // An open database says so only once it is closed.
        return "closed";
      }
    }
    return "other";
  }
}
