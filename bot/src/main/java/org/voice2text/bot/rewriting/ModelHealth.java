package org.voice2text.bot.rewriting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.rewriting.ChatException.Kind;

/// How the language model is doing, judged by the requests that people caused: no request is made
/// for it, since each costs. Thread-safe.
public final class ModelHealth {
  /// So long a failure counts that nothing has followed: with no request there is no news.
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private final InstantSource clock;
  private @Nullable Kind failure;
  private Instant at = Instant.EPOCH;

  public ModelHealth(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void succeeded() {
    failure = null;
  }

  /// A refusal of one text says nothing about the next.
  synchronized void failed(ChatException e) {
    if (e.kind() != Kind.TOO_LONG && e.kind() != Kind.REFUSED) {
      failure = e.kind();
      at = clock.instant();
    }
  }

  public synchronized boolean isGood() {
    boolean lasts = failure == Kind.UNAUTHORIZED;
    return failure == null || (!lasts && clock.instant().isAfter(at.plus(REMEMBERED)));
  }

  /// A few words for the operator, without an address.
  public synchronized String message() {
    return isGood()
        ? "no failure of late"
        : switch (java.util.Objects.requireNonNull(failure)) {
          case UNAUTHORIZED -> "the key is refused or the account is empty";
          case TIMEOUT -> "the last request got no answer in time";
          case RATE_LIMITED -> "the last request was refused: too many requests";
          case BROKEN_OFF -> "the last request broke off";
          case SERVER_ERROR, WRONG_BODY, EMPTY, CLIENT_ERROR, TOO_LONG, REFUSED ->
              "the last request failed";
        };
  }
}
