package org.voice2text.bot.transcription;

import java.time.Duration;

/// The asker of a job has not enough minutes for the recording, as long as it turned out to be.
/// Goes through the engines, which know nothing of minutes, and stops them.
final class NoMinutesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Duration audio;

  NoMinutesException(Duration audio) {
    super("The asker has no minutes for %d s".formatted(audio.toSeconds()));
    this.audio = audio;
  }

  /// The true length.
  Duration audio() {
    return audio;
  }
}
