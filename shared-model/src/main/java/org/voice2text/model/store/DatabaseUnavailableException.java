package org.voice2text.model.store;

/// The database cannot be used now: missing, locked, corrupt or of another schema version. The
/// message says which, and names no path, because it may be shown on a health page.
public final class DatabaseUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DatabaseUnavailableException(String message) {
    super(message);
  }

  public DatabaseUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
