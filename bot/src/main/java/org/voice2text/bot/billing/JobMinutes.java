package org.voice2text.bot.billing;

import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.voice2text.bot.transcription.ChatAudio;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.JobAccounts;

/// Has the asker of a job pay for it. Those of a chat who have no name, such as its anonymous
/// administrators, have together what one person has for nothing each day; of that no account is
/// kept, it follows from their jobs. Thread-safe.
public record JobMinutes(Minutes minutes) implements JobAccounts {
  @Override
  public boolean reserve(Handle handle, Job job) {
    if (job.userId() != null) {
      return minutes.reserve(handle, job.userId(), job.id(), job.audio());
    }
    Duration others = ChatAudio.anonymous(handle, job, minutes.midnight().toEpochMilli());
    Duration least = job.audio().isZero() ? Duration.ofMillis(1) : job.audio();
    return others.plus(least).compareTo(minutes.freePerDay()) <= 0;
  }

  @Override
  public boolean isFreeOnAnotherDay(Job job) {
    return minutes.freePerDay().isPositive() && job.audio().compareTo(minutes.freePerDay()) <= 0;
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
