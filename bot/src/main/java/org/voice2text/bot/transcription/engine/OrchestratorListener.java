package org.voice2text.bot.transcription.engine;

import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.FailureReason;
import org.voice2text.model.event.TranscriptionStatus;

/// Hears, on the thread that transcribes, what the engines do.
public interface OrchestratorListener {
  /// An engine that was asked has answered, failed for good or been cancelled: once for each engine
  /// asked, its repeated tries included. Not called for an engine that was passed over because its
  /// circuit is open or because the audio could not be converted for it.
  ///
  /// @param reason set when `status` is `ERROR`
  /// @param costMicros millionths of a dollar; empty when unknown
  void engineFinished(
      EngineName engine,
      TranscriptionStatus status,
      @Nullable FailureReason reason,
      Duration took,
      OptionalLong costMicros);

  /// The recording was brought into the form that local engines take, or could not be: at most
  /// once.
  default void converted(Duration took, boolean succeeded) {}

  /// A later engine is now asked instead of this one; `CIRCUIT_OPEN` when it was passed over.
  void fellBack(EngineName from, FailureReason reason);
}
