package org.voice2text.bot.transcription.audio;

import java.time.Duration;

/// There is more sound in a file than is allowed.
public final class AudioTooLongException extends UndecodableAudioException {
  private static final long serialVersionUID = 1;

  AudioTooLongException(Duration longest) {
    super("It is longer than %d min, the most that is allowed".formatted(longest.toMinutes()));
  }
}
