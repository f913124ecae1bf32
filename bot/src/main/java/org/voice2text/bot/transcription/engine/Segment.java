package org.voice2text.bot.transcription.engine;

import java.time.Duration;

/// A stretch of speech.
///
/// @param start from the beginning of the recording, never after `end`
/// @param text without surrounding white space, never empty
public record Segment(Duration start, Duration end, String text) {
  public Segment {
    if (start.isNegative() || end.compareTo(start) < 0) {
      throw new IllegalArgumentException(
          "A segment must not end before it starts: %s to %s".formatted(start, end));
    }
  }
}
