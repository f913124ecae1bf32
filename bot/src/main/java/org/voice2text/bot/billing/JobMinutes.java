package org.voice2text.bot.billing;

import org.jdbi.v3.core.Handle;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.JobAccounts;

/// Has the asker of a job pay for it. A job without one, such as an anonymous administrator's, is
/// for nothing. Thread-safe.
public record JobMinutes(Minutes minutes) implements JobAccounts {
  @Override
  public boolean reserve(Handle handle, Job job) {
    return job.userId() == null || minutes.reserve(handle, job.userId(), job.id(), job.audio());
  }

  @Override
  public void settle(Handle handle, Job job) {
    if (job.userId() != null) {
      minutes.settle(handle, job.userId(), job.id(), job.audio());
    }
  }

  @Override
  public void release(Handle handle, Job job) {
    if (job.userId() != null) {
      minutes.release(handle, job.userId(), job.id());
    }
  }
}
