package org.voice2text.bot.transcription.engine;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.FailureReason;
import org.voice2text.model.event.TranscriptionStatus;

/// Hears, on the thread that transcribes, what the engines do.
public interface OrchestratorListener {
  /// An engine that was asked has answered, failed for good or been cancelled: once for each engine
  /// asked, its repeated tries and all parts of the recording included. One that was busy with
  /// other recordings for its whole deadline counts as asked. Not called for an engine that was
  /// passed over because its circuit is open. Of the engines asked for one recording the last one
  /// alone can have succeeded.
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

  /// Work that is done on another thread, with what the log and the reports must know of it there.
  default <T> Callable<T> carried(Callable<T> work) {
    return work;
  }

  /// A later engine is now asked instead of this one; `CIRCUIT_OPEN` when it was passed over. At
  /// most once for each engine.
  void fellBack(EngineName from, FailureReason reason);

  /// The true length of the recording is known; told before the end of the transcription, maybe
  /// more than once.
  void measured(Duration length);

  /// A part of a long recording has been recognised.
  ///
  /// @param fraction of the parts, above 0, up to 1
  void progress(double fraction) throws InterruptedException;

  /// What has been recognised of a long recording so far, without a gap, from its beginning.
  default void heard(String text) {}
}
