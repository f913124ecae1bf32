package org.voice2text.model.config;

/// How a process ended, for scripts and service managers. Only `main` exits.
public enum ExitCode {
  /// Stopped as asked.
  OK(0),
  /// Anything that has no code of its own.
  FAILURE(1),
  /// A setting is missing, unknown or has a bad value.
  BAD_CONFIGURATION(2),
  /// A needed port, file or database could not be opened.
  CANNOT_OPEN(3);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
