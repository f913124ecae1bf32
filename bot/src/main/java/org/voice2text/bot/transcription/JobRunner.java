package org.voice2text.bot.transcription;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telemetry.Trace;
import org.voice2text.bot.telemetry.Tracing;
import org.voice2text.bot.telemetry.Work;
import org.voice2text.bot.transcription.engine.Orchestrator;
import org.voice2text.model.event.JobFailure;

/// Takes one job from its lease to its end. Thread-safe.
public final class JobRunner {
  private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

  /// A job that took its process down so often is given up.
  private static final int MAX_ATTEMPTS = 3;

  private final TranscriptionQueue queue;
  private final JobDesk desk;
  private final Tracing tracing;
  private final Patience patience;
  private final FailureStep failures;
  private final TranscriptionStep transcription;
  private final DeliveryStep delivery;

  public JobRunner(
      TranscriptionQueue queue,
      TelegramHost telegram,
      Orchestrator orchestrator,
      JobDesk desk,
      Path workFolder,
      Tracing tracing,
      InstantSource clock) {
    this.queue = queue;
    this.desk = desk;
    this.patience = new Patience(clock);
    this.tracing = tracing;
    JobOutcomes outcomes = new JobOutcomes(clock);
    this.failures = new FailureStep(queue, desk, patience, outcomes);
    this.transcription =
        new TranscriptionStep(queue, telegram, orchestrator, failures, patience, workFolder);
    this.delivery = new DeliveryStep(queue, desk, patience, outcomes);
  }

  /// @throws InterruptedException when the process stops; the job is handed back then
  void run(Job job) throws InterruptedException {
    try (Trace trace = tracing.begin(work(job))) {
      run(new JobAttempt(job, trace));
    }
  }

  private static Work work(Job job) {
    return new Work(
        "transcribe",
        job.id(),
        job.userId(),
        Map.of(
            "media_type", job.file().type().label(),
            "audio_seconds", Long.toString(job.audio().toSeconds()),
            "attempt", Integer.toString(job.attempts())));
  }

  private void run(JobAttempt attempt) throws InterruptedException {
    Job job = attempt.job();
    try {
      if (attempt.isStored() || transcribe(attempt)) {
        delivery.deliver(attempt);
      }
    } catch (InterruptedException e) {
      queue.handBack(job, Duration.ZERO, attempt.take());
      log.info("Job {} was handed back and goes on after the restart", job.id());
      throw e;
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      ourFailure(attempt, e);
    }
  }

  /// @return false if there is nothing to deliver now
  private boolean transcribe(JobAttempt attempt) throws InterruptedException, IOException {
    Job job = attempt.job();
    if (job.attempts() > MAX_ATTEMPTS) {
      log.error("Job {} ended its process {} times and is given up", job.id(), MAX_ATTEMPTS);
      failures.fail(attempt, JobFailure.INTERNAL, null);
      return false;
    }
    desk.started(job);
    return transcription.transcribe(attempt);
  }

  /// A full disk or a busy database passes: what was recognised must not be thrown away for it.
  private void ourFailure(JobAttempt attempt, Throwable failure) throws InterruptedException {
    Job job = attempt.job();
    log.error("Job {} met an error of ours, attempt {}", job.id(), job.attempts(), failure);
    if (attempt.isStored() ? patience.isYoung(job) : job.attempts() < MAX_ATTEMPTS) {
      queue.handBackFailed(job, Patience.PAUSE, attempt.take());
    } else {
      failures.fail(attempt, JobFailure.INTERNAL, null);
    }
  }
}
