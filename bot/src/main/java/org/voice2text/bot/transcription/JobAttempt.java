package org.voice2text.bot.transcription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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

  private final Job job;
  private final List<TechnicalEvent> events = new ArrayList<>();
  private final Trace trace;
  private boolean stored;

  JobAttempt(Job job, Trace trace) {
    this.job = job;
    this.trace = trace;
    this.stored = job.state() == JobState.TRANSCRIBED;
  }

  Job job() {
    return job;
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
    List<TechnicalEvent> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  /// Tells the operator when a write found that the lease is not ours any more.
  ///
  /// @return what was passed
  boolean ours(boolean held) {
    if (!held) {
      log.warn("Job {} took longer than its lease and was taken up by another worker", job.id());
    }
    return held;
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
    events.add(
        new TechnicalEvent.TranscriptionFinished(
            job.id(),
            job.userId(),
            engine.provider(),
            engine.model(),
            status,
            reason,
            job.audio(),
            took,
            costMicros));
  }

  @Override
  public void converted(Duration took, boolean succeeded) {
    trace.took(Step.CONVERSION, "to WAV", took, succeeded);
  }

  @Override
  public void fellBack(EngineName from, FailureReason reason) {
    trace.note("the next engine is asked instead of %s: %s".formatted(from, reason.label()));
    events.add(new TechnicalEvent.EngineFellBack(job.id(), from.provider(), reason));
  }
}
