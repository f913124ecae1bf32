package org.voice2text.bot.transcription;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.model.event.JobFailure;

/// Brings a transcript, which is stored, to the person who waits for it. Thread-safe.
final class DeliveryStep {
  private static final Logger log = LoggerFactory.getLogger(DeliveryStep.class);

  private final TranscriptionQueue queue;
  private final JobDesk desk;
  private final Patience patience;

  DeliveryStep(TranscriptionQueue queue, JobDesk desk, Patience patience) {
    this.queue = queue;
    this.desk = desk;
    this.patience = patience;
  }

  void deliver(JobAttempt attempt) throws InterruptedException {
    Job job = attempt.job();
    @Nullable Transcript transcript = queue.transcript(job).orElse(null);
    try {
      desk.deliver(job, transcript);
      if (!attempt.ours(queue.delivered(job))) {
        return;
      }
      log.info(
          "Job {} delivered: {} of {} s, {}",
          job.id(),
          job.file().type().label(),
          job.audio().toSeconds(),
          transcript == null ? "no speech" : transcript.engine());
    } catch (TelegramException e) {
      if (patience.waitsFor(job, e)) {
        log.warn("Job {} is delivered later: {}", job.id(), e.getMessage());
        queue.handBack(job, Patience.pause(e), List.of());
      } else {
        log.warn("Job {} cannot be delivered: {}", job.id(), e.getMessage());
        boolean _ = attempt.ours(queue.failed(job, JobFailure.UNDELIVERABLE, List.of()));
      }
    }
  }
}
