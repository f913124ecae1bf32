package org.voice2text.bot.transcription.engine;

import java.time.Duration;

/// Recognises speech. Thread-safe.
interface SpeechEngine extends AutoCloseable {
  /// Whether the next request has a chance, for the health check.
  ///
  /// @param message one line for the operator
  record Readiness(boolean ready, String message) {}

  EngineName name();

  /// Makes one attempt. An interrupt of the calling thread ends it promptly.
  ///
  /// @param deadline after which the attempt fails with `TIMEOUT`
  /// @throws ConversionException if the audio could not be brought into a format for this engine
  Recognition transcribe(AudioInput audio, Duration deadline)
      throws EngineException, ConversionException, InterruptedException;

  Readiness readiness();

  /// Waits at most a few seconds for what is running.
  @Override
  void close();
}
