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

  private final JobLeases leases;
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
    this.leases = queue.leases();
    this.desk = desk;
    this.tracing = tracing;
    this.patience = new Patience(clock);
    JobOutcomes outcomes = new JobOutcomes(clock);
    this.failures = new FailureStep(leases, desk, patience, outcomes);
    this.transcription =
        new TranscriptionStep(leases, telegram, orchestrator, desk, failures, patience, workFolder);
    this.delivery = new DeliveryStep(leases, desk, patience, outcomes);
  }

  /// @throws InterruptedException when the process stops; the job is handed back then
  void run(Assignment assignment) throws InterruptedException {
    try (Trace trace = tracing.begin(work(assignment.job()))) {
      run(new JobAttempt(assignment, leases, desk, trace));
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
    try {
      if (attempt.isStored() || transcribe(attempt)) {
        delivery.deliver(attempt);
      }
    } catch (InterruptedException e) {
      if (!attempt.isCancelled()) {
        handBack(attempt);
        throw e;
      }
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      if (!attempt.isCancelled()) {
        ourFailure(attempt, e);
      }
    }
    if (attempt.isCancelled()) {
      leases.record(attempt.take());
      attempt.trace().ends(Trace.Ending.CANCELLED);
    }
  }

  private void handBack(JobAttempt attempt) {
    var events = attempt.take();
    boolean _ = attempt.write(job -> leases.handBack(job, Duration.ZERO, events));
    log.info("Job {} was handed back and goes on after the restart", attempt.job().id());
  }

  /// @return false if there is nothing to deliver now
  private boolean transcribe(JobAttempt attempt) throws InterruptedException, IOException {
    Job job = attempt.job();
    if (job.failure() != null) {
      failures.fail(attempt, job.failure(), null);
      return false;
    }
    if (job.attempts() > MAX_ATTEMPTS) {
      log.error("Job {} ended its process {} times and is given up", job.id(), MAX_ATTEMPTS);
      failures.fail(attempt, JobFailure.INTERNAL, null);
      return false;
    }
    return transcription.transcribe(attempt);
  }

  /// A full disk or a busy database passes: what was recognised must not be thrown away for it.
  private void ourFailure(JobAttempt attempt, Throwable failure) throws InterruptedException {
    Job job = attempt.job();
    log.error("Job {} met an error of ours, attempt {}", job.id(), job.attempts(), failure);
    if (attempt.isStored() ? patience.isYoung(job) : job.attempts() < MAX_ATTEMPTS) {
      var events = attempt.take();
      boolean _ = attempt.write(j -> leases.handBackFailed(j, Patience.PAUSE, events));
    } else {
      failures.fail(attempt, JobFailure.INTERNAL, null);
    }
  }
}
