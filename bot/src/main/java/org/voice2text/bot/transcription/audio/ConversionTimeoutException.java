package org.voice2text.bot.transcription.audio;

import java.io.IOException;
import java.time.Duration;

/// A conversion did not end before its deadline.
public final class ConversionTimeoutException extends IOException {
  private static final long serialVersionUID = 1;

  ConversionTimeoutException(Duration deadline) {
    super("The conversion did not end within %d ms".formatted(deadline.toMillis()));
  }
}
