package org.voice2text.bot.transcription;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.TechnicalEvent;

/// Ends a job for which there will be no transcript. Thread-safe.
final class FailureStep {
  private static final Logger log = LoggerFactory.getLogger(FailureStep.class);

  private final JobLeases leases;
  private final JobDesk desk;
  private final Patience patience;
  private final JobOutcomes outcomes;

  FailureStep(JobLeases leases, JobDesk desk, Patience patience, JobOutcomes outcomes) {
    this.leases = leases;
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
    if (!attempt.write(leases::holds)) {
      return;
    }
    Job job = attempt.job();
    if (!tell(attempt, () -> desk.failed(job, failure))) {
      return;
    }
    List<TechnicalEvent> events = attempt.take();
    if (leases.failed(job, failure, events)) {
      outcomes.failed(job, attempt.trace(), failure, why);
    } else if (attempt.job().id() != job.id()) {
      // Given up while it was told: who takes over gets to hear it, too.
      leases.record(events);
      fail(attempt, failure, why);
    }
  }

  /// Ends a job whose asker has not enough minutes for it, in the same way.
  ///
  /// @param audio the true length of the recording
  void refuse(JobAttempt attempt, Duration audio) throws InterruptedException {
    if (!attempt.write(leases::holds)) {
      return;
    }
    Job job = attempt.job();
    boolean isFreeOnAnotherDay = leases.isFreeOnAnotherDay(job.lasting(audio));
    if (!tell(attempt, () -> desk.noMinutes(job, isFreeOnAnotherDay))) {
      return;
    }
    List<TechnicalEvent> events = attempt.take();
    if (leases.refused(job, events)) {
      outcomes.refused(job.lasting(audio), attempt.trace());
    } else if (attempt.job().id() != job.id()) {
      // Given up while it was told: who takes over may have enough.
      leases.record(events);
      boolean _ = attempt.write(j -> leases.handBack(j, Duration.ZERO, List.of()));
    }
  }

  private interface Telling {
    void run() throws TelegramException, InterruptedException;
  }

  /// @return false if it can only be told later, for which the job was handed back
  private boolean tell(JobAttempt attempt, Telling telling) throws InterruptedException {
    Job job = attempt.job();
    try {
      telling.run();
    } catch (TelegramException e) {
      if (patience.waitsFor(job, e)) {
        log.warn("Job {}: its failure is told later: {}", job.id(), e.getMessage());
        List<TechnicalEvent> events = attempt.take();
        boolean _ = attempt.write(j -> leases.handBack(j, Patience.pause(e), events));
        return false;
      }
      log.warn("Job {}: its failure cannot be told: {}", job.id(), e.getMessage());
    }
    return true;
  }
}
