package org.voice2text.bot.transcription;

import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.model.event.JobFailure;

/// Talks to the person who waits for a job. Implemented where the texts are. Thread-safe; each
/// method may be called again for the same job after a restart.
public interface JobDesk {
  /// A worker has taken up the job. Not called for a job whose transcript was there already.
  void started(Job job) throws InterruptedException;

  /// How far the recognition of a long recording is. Must not wait.
  ///
  /// @param fraction above 0, up to 1
  void progress(Job job, double fraction) throws InterruptedException;

  /// What has been recognised of a long recording so far, from its beginning. Must not wait.
  default void heard(Job job, String text) {}

  /// Sends the answer, or the rest of it, and returns when all of it has reached Telegram.
  ///
  /// @param transcript null when there is no speech in the recording
  void deliver(Job job, @Nullable Transcript transcript)
      throws TelegramException, InterruptedException;

  /// Says why there will be no transcript.
  void failed(Job job, JobFailure failure) throws TelegramException, InterruptedException;

  /// Says that the asker has not enough minutes for the recording, as long as it turned out to be.
  ///
  /// @param isFreeOnAnotherDay whether a day's free minutes would be enough
  void noMinutes(Job job, boolean isFreeOnAnotherDay)
      throws TelegramException, InterruptedException;

  /// Confirms that the job was given up. Nothing else is told about it from then on.
  void cancelled(Job job) throws TelegramException, InterruptedException;
}
