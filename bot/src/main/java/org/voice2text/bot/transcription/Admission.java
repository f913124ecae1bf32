package org.voice2text.bot.transcription;

import java.time.Duration;
import org.voice2text.model.event.RateLimit;

/// What became of a recording that asked for a place in the queue.
public sealed interface Admission {
  record Accepted(Job job) implements Admission {}

  /// As many recordings wait as may.
  record Full(int capacity) implements Admission {}

  /// Whoever asks sent so many recordings within a minute.
  ///
  /// @param retryAfter when there is room for another one
  record TooFast(RateLimit limit, int perMinute, Duration retryAfter) implements Admission {}

  /// So many recordings of whoever asks wait already.
  record TooManyWaiting(RateLimit limit, int waiting) implements Admission {}

  /// Whoever asks has not enough minutes.
  ///
  /// @param isFreeOnAnotherDay whether a day's free minutes would be enough for this recording
  record NoMinutes(boolean isFreeOnAnotherDay) implements Admission {}

  /// The same update was accepted before.
  record Known() implements Admission {}
}
