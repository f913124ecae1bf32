package org.voice2text.bot.transcription;

import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.JobFailure;

/// Says nothing to anybody.
class SilentDesk implements JobDesk {
  @Override
  public void started(Job job) {}

  @Override
  public void progress(Job job, double fraction) {}

  @Override
  public void deliver(Job job, @Nullable Transcript transcript) throws InterruptedException {}

  @Override
  public void failed(Job job, JobFailure failure) {}

  @Override
  public void noMinutes(Job job, boolean isFreeOnAnotherDay) {}

  @Override
  public void cancelled(Job job) {}
}
