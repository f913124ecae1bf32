package org.voice2text.bot.transcription;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.model.event.JobFailure;

/// Ends a job for which there will be no transcript. Thread-safe.
final class FailureStep {
  private static final Logger log = LoggerFactory.getLogger(FailureStep.class);

  private final TranscriptionQueue queue;
  private final JobDesk desk;
  private final Patience patience;
  private final JobOutcomes outcomes;

  FailureStep(TranscriptionQueue queue, JobDesk desk, Patience patience, JobOutcomes outcomes) {
    this.queue = queue;
    this.desk = desk;
    this.patience = patience;
    this.outcomes = outcomes;
  }

  /// Tells first and ends the job then: telling can be repeated after a kill, and nothing is told
  /// by a job that has ended.
  ///
  /// @param why for the operator; null when the failure says it all
  void fail(JobAttempt attempt, JobFailure failure, @Nullable String why)
      throws InterruptedException {
    Job job = attempt.job();
    if (!attempt.ours(queue.holds(job))) {
      return;
    }
    try {
      desk.failed(job, failure);
    } catch (TelegramException e) {
      if (patience.waitsFor(job, e)) {
        log.warn("Job {}: its failure is told later: {}", job.id(), e.getMessage());
        queue.handBack(job, Patience.pause(e), attempt.take());
        return;
      }
      log.warn("Job {}: its failure cannot be told: {}", job.id(), e.getMessage());
    }
    if (attempt.ours(queue.failed(job, failure, attempt.take()))) {
      outcomes.failed(attempt, failure, why);
    }
  }
}
