package org.voice2text.bot.transcription;

import org.jdbi.v3.core.Handle;

/// Who pays for jobs with minutes. Implemented where minutes are kept. Every method works inside
/// the caller's transaction and does nothing the second time. Thread-safe.
public interface JobAccounts {
  /// Nobody pays.
  JobAccounts NONE =
      new JobAccounts() {
        @Override
        public boolean reserve(Handle handle, Job job) {
          return true;
        }

        @Override
        public boolean isFreeOnAnotherDay(Job job) {
          return true;
        }

        @Override
        public void settle(Handle handle, Job job) {}

        @Override
        public void release(Handle handle, Job job) {}
      };

  /// Takes what the job will need, as far as that is known, on top of what was taken for it before.
  ///
  /// @return false if the asker has not enough; nothing more is taken then
  boolean reserve(Handle handle, Job job);

  /// Whether what everybody has for nothing each day would be enough for the job.
  boolean isFreeOnAnotherDay(Job job);

  /// The job was delivered, and its true length is known.
  void settle(Handle handle, Job job);

  /// The job ended without a transcript.
  void release(Handle handle, Job job);
}
