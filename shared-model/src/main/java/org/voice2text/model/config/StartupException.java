package org.voice2text.model.config;

/// A process cannot start. The message is meant for the operator as it stands: culprit, value, rule
/// and remedy, and never a secret.
public final class StartupException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final ExitCode exitCode;

  public StartupException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public StartupException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
