package org.voice2text.bot.transcription;

import java.time.Duration;
import java.time.InstantSource;
import org.voice2text.bot.telegram.TelegramException;

/// Decides whether a job that something stands in the way of is worth another try later.
/// Thread-safe.
record Patience(InstantSource clock) {
  /// Before a job that something stood in the way of is taken up again.
  static final Duration PAUSE = Duration.ofSeconds(10);

  /// For so long a job waits for Telegram.
  private static final Duration LONGEST = Duration.ofDays(1);

  /// For so long a job waits for an engine: who sent it looks at the chat.
  private static final Duration LONGEST_FOR_ENGINES = Duration.ofMinutes(5);

  /// Whether it is worth while to wait until Telegram, or our right to use it, is back.
  boolean waitsFor(Job job, TelegramException e) {
    return switch (e.kind()) {
      case UNAVAILABLE, RATE_LIMITED, UNAUTHORIZED, CONFLICT -> isYoung(job);
      case UNREACHABLE, TOPIC_CLOSED, MIGRATED, MESSAGE_GONE, NOT_MODIFIED, FILE_TOO_BIG, REFUSED ->
          false;
    };
  }

  /// Whether it is worth while to wait until an engine can be asked again.
  boolean waitsForEngines(Job job) {
    return job.obstructedAt() == null
        || clock.millis() - job.obstructedAt() < LONGEST_FOR_ENGINES.toMillis();
  }

  boolean isYoung(Job job) {
    return clock.millis() - job.queuedAt() < LONGEST.toMillis();
  }

  static Duration pause(TelegramException e) {
    return e.retryAfter() == null ? PAUSE : e.retryAfter();
  }
}
