package org.voice2text.bot.transcription.engine;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.FailureReason;

/// One attempt of an engine failed. The message is one line of at most a few hundred characters for
/// the operator, without a secret and without a word of the transcript.
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1;

  /// What the caller does best.
  public enum Advice {
    /// The same request may succeed a little later.
    RETRY,
    /// The same request would fail again.
    GIVE_UP,
    /// Every request would fail until the operator acts: leave the engine alone at once.
    OPEN_CIRCUIT
  }

  private final FailureReason reason;
  private final Advice advice;
  private final transient @Nullable Duration retryAfter;

  public EngineException(FailureReason reason, Advice advice, String message) {
    this(reason, advice, message, null, null);
  }

  public EngineException(
      FailureReason reason, Advice advice, String message, @Nullable Throwable cause) {
    this(reason, advice, message, null, cause);
  }

  EngineException(
      FailureReason reason,
      Advice advice,
      String message,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.advice = advice;
    this.retryAfter = retryAfter;
  }

  public FailureReason reason() {
    return reason;
  }

  public Advice advice() {
    return advice;
  }

  /// How long the server asks to be left alone.
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
