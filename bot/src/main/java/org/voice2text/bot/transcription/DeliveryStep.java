package org.voice2text.bot.transcription;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telemetry.Step;
import org.voice2text.model.event.JobFailure;

/// Brings a transcript, which is stored, to the person who waits for it. Thread-safe.
final class DeliveryStep {
  private static final Logger log = LoggerFactory.getLogger(DeliveryStep.class);

  private final JobLeases leases;
  private final JobDesk desk;
  private final Patience patience;
  private final JobOutcomes outcomes;

  DeliveryStep(JobLeases leases, JobDesk desk, Patience patience, JobOutcomes outcomes) {
    this.leases = leases;
    this.desk = desk;
    this.patience = patience;
    this.outcomes = outcomes;
  }

  void deliver(JobAttempt attempt) throws InterruptedException {
    Job job = attempt.job();
    @Nullable Transcript transcript = leases.transcript(job).orElse(null);
    if (transcript != null) {
      attempt.trace().hide(transcript.text());
    }
    try {
      attempt.trace().step(Step.DELIVERY, "to Telegram", () -> desk.deliver(job, transcript));
      if (attempt.write(leases::delivered)) {
        outcomes.delivered(attempt.job(), attempt.trace(), transcript);
      }
    } catch (TelegramException e) {
      if (patience.waitsFor(job, e)) {
        log.warn("Job {} is delivered later: {}", job.id(), e.getMessage());
        boolean _ = attempt.write(j -> leases.handBack(j, Patience.pause(e), List.of()));
      } else if (attempt.write(j -> leases.failed(j, JobFailure.UNDELIVERABLE, List.of()))) {
        outcomes.failed(attempt.job(), attempt.trace(), JobFailure.UNDELIVERABLE, e.getMessage());
      }
    }
  }
}
