package org.voice2text.bot.transcription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telemetry.Step;
import org.voice2text.bot.telemetry.Trace;
import org.voice2text.bot.transcription.engine.EngineName;
import org.voice2text.bot.transcription.engine.OrchestratorListener;
import org.voice2text.model.event.FailureReason;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.event.TranscriptionStatus;

/// One worker's time with a job. Collects what the engines did, to be stored with the result in one
/// transaction. Confined to the worker's thread.
final class JobAttempt implements OrchestratorListener {
  private static final Logger log = LoggerFactory.getLogger(JobAttempt.class);

  private final Assignment assignment;
  private final JobLeases leases;
  private final JobDesk desk;

  /// Made when they are taken: the recording's true length may be known only then.
  private final List<Supplier<TechnicalEvent>> events = new ArrayList<>();

  private final Trace trace;
  private boolean stored;

  JobAttempt(Assignment assignment, JobLeases leases, JobDesk desk, Trace trace) {
    this.assignment = assignment;
    this.leases = leases;
    this.desk = desk;
    this.trace = trace;
    this.stored = job().state() == JobState.TRANSCRIBED;
  }

  /// The job at hand, which may become another one.
  Job job() {
    return assignment.job();
  }

  /// Whether nobody wants the work any more.
  boolean isCancelled() {
    return assignment.isCancelled();
  }

  Trace trace() {
    return trace;
  }

  /// Whether what was recognised is in the database.
  boolean isStored() {
    return stored;
  }

  void stored() {
    stored = true;
  }

  /// What is not stored yet.
  List<TechnicalEvent> take() {
    List<TechnicalEvent> taken = events.stream().map(Supplier::get).toList();
    events.clear();
    return taken;
  }

  /// Writes the job's next state. When the job was given up meanwhile and its work goes on for
  /// another one, that one is written instead. Tells the operator when the lease is not ours any
  /// more.
  ///
  /// @param write returns false if the lease was lost
  /// @return whether it was written
  boolean write(Predicate<Job> write) {
    Job job = job();
    while (!write.test(job)) {
      Job now = job();
      if (now.id() == job.id()) {
        if (!isCancelled()) {
          log.warn(
              "Job {} took longer than its lease and was taken up by another worker", job.id());
        }
        return false;
      }
      job = now;
    }
    return true;
  }

  @Override
  public void engineFinished(
      EngineName engine,
      TranscriptionStatus status,
      @Nullable FailureReason reason,
      Duration took,
      OptionalLong costMicros) {
    boolean succeeded = reason == null && status != TranscriptionStatus.CANCELLED;
    trace.took(Step.ENGINE, engine.toString(), took, succeeded);
    events.add(() ->
        new TechnicalEvent.TranscriptionFinished(
            job().id(),
            job().userId(),
            engine.provider(),
            engine.model(),
            status,
            reason,
            job().audio(),
            took,
            costMicros));
  }

  @Override
  public void converted(Duration took, boolean succeeded) {
    trace.took(Step.CONVERSION, "to WAV", took, succeeded);
  }

  @Override
  public <T> Callable<T> carried(Callable<T> work) {
    return trace.carried(work);
  }

  @Override
  public void fellBack(EngineName from, FailureReason reason) {
    trace.note("the next engine is asked instead of %s: %s".formatted(from, reason.label()));
    events.add(() -> new TechnicalEvent.EngineFellBack(job().id(), from.provider(), reason));
  }

  @Override
  public void measured(Duration length) {
    if (!job().lasts(length) && write(job -> isStored(job, length))) {
      assignment.become(job().lasting(length));
    }
  }

  private boolean isStored(Job job, Duration length) {
    return switch (leases.measured(job, length)) {
      case STORED -> true;
      case LOST -> false;
      case NO_MINUTES -> throw new NoMinutesException(length);
    };
  }

  @Override
  public void progress(double fraction) throws InterruptedException {
    desk.progress(job(), fraction);
  }

  @Override
  public void heard(String text) {
    trace.hide(text);
    desk.heard(job(), text);
  }
}
