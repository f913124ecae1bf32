package org.voice2text.bot.rewriting;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.FailureReason;

/// One request to the language model failed. The message is one line for the operator, without a
/// secret and without a word of what was sent or answered.
final class ChatException extends Exception {
  private static final long serialVersionUID = 1;

  /// What went wrong, as far as somebody must act on it.
  enum Kind {
    /// No answer in time.
    TIMEOUT(FailureReason.TIMEOUT, true),
    /// 429: asked to wait.
    RATE_LIMITED(FailureReason.RATE_LIMITED, true),
    /// 401, 402, 403: the key is wrong or the account empty, until the operator acts.
    UNAUTHORIZED(FailureReason.CLIENT_ERROR, false),
    /// A failure of the server's.
    SERVER_ERROR(FailureReason.SERVER_ERROR, true),
    /// No connection, or one that broke off.
    BROKEN_OFF(FailureReason.IO, true),
    /// What came is no answer of a chat API.
    WRONG_BODY(FailureReason.SERVER_ERROR, true),
    /// An answer without a text.
    EMPTY(FailureReason.SERVER_ERROR, true),
    /// The text ends where the model may write no more.
    TOO_LONG(FailureReason.UNSUPPORTED, false),
    /// The model or its provider will not do this.
    REFUSED(FailureReason.UNSUPPORTED, false),
    /// Any other refusal: the same request would fail again.
    CLIENT_ERROR(FailureReason.CLIENT_ERROR, false);

    private final FailureReason reason;
    private final boolean passing;

    Kind(FailureReason reason, boolean passing) {
      this.reason = reason;
      this.passing = passing;
    }
  }

  private final Kind kind;
  private final transient @Nullable Duration retryAfter;

  ChatException(Kind kind, String message) {
    this(kind, message, null, null);
  }

  ChatException(
      Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  Kind kind() {
    return kind;
  }

  FailureReason reason() {
    return kind.reason;
  }

  /// Whether the same request may succeed a little later.
  boolean mayPass() {
    return kind.passing;
  }

  /// How long the server asks to be left alone.
  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
