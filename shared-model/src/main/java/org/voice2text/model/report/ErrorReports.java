package org.voice2text.model.report;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.config.StartupException;

/// Reports errors to Sentry while it is open: what is logged as an error, with the warnings that
/// went before it. Without an address it does nothing. At most one at a time in a process, because
/// the library is started for all of it. Thread-safe.
public final class ErrorReports implements AutoCloseable {
  private final HiddenTexts hidden = new HiddenTexts();
  private final @Nullable SentrySession session;

  private ErrorReports(Optional<ReportConfig> config, EnvelopePost post) {
    session = config.map(c -> SentrySession.start(c, post, hidden)).orElse(null);
  }

  /// Never waits for the server.
  ///
  /// @throws IllegalArgumentException if the address is none; its message does not show it
  public static ErrorReports start(Optional<ReportConfig> config, EnvelopePost post) {
    return new ErrorReports(config, post);
  }

  /// Whether anything is reported.
  public boolean isOn() {
    return session != null;
  }

  /// Runs the process's body and reports what ends it.
  public void guard(Body body) throws Exception {
    try {
      body.run();
    } catch (StartupException | InterruptedException e) {
      // For the operator who is looking on.
      throw e;
    } catch (Exception | Error e) {
      if (session != null) {
        session.report(e);
      }
      throw e;
    }
  }

  /// What a process does from its start to its end.
  @FunctionalInterface
  public interface Body {
    void run() throws Exception;
  }

  /// Keeps what somebody said out of the reports, should an exception or a log line quote it.
  ///
  /// @param owner by whom the text is forgotten again
  public void hide(Object owner, String text) {
    if (session != null) {
      hidden.hide(owner, text);
    }
  }

  public void forget(Object owner) {
    hidden.forget(owner);
  }

  /// Sends what waits, for a short while.
  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
  }
}
