package org.voice2text.bot.transcription;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.voice2text.bot.telemetry.Trace;
import org.voice2text.model.event.JobFailure;

/// Says in one line of the log, and in its trace, what became of a job. The line's facts are fields
/// of their own when the log is written as JSON. Thread-safe.
record JobOutcomes(InstantSource clock) {
  private static final Logger log = LoggerFactory.getLogger(JobOutcomes.class);

  void delivered(Job job, Trace trace, @Nullable Transcript transcript) {
    String engine = transcript == null ? "no speech" : transcript.engine().toString();
    trace.ends(Trace.Ending.DONE);
    line(Level.INFO, job, "delivered")
        .addKeyValue("engine", engine)
        .log(
            "Job {} delivered: {} of {} s, {}, {} ms after its receipt",
            job.id(),
            job.file().type().label(),
            job.audio().toSeconds(),
            engine,
            millis(job));
  }

  /// @param why for the operator; null when the failure says it all
  void failed(Job job, Trace trace, JobFailure failure, @Nullable String why) {
    trace.ends(Trace.Ending.FAILED);
    line(level(failure), job, "failed")
        .addKeyValue("failure", failure.label())
        .log(
            "Job {} failed: {}{}, {} of {} s, {} ms after its receipt",
            job.id(),
            failure.label(),
            why == null ? "" : " (" + why + ")",
            job.file().type().label(),
            job.audio().toSeconds(),
            millis(job));
  }

  /// Its asker has not enough minutes for its true length.
  void refused(Job job, Trace trace) {
    trace.ends(Trace.Ending.DONE);
    line(Level.INFO, job, "refused")
        .log(
            "Job {} refused, for there are no minutes left for it: {} of {} s, {} ms after its receipt",
            job.id(),
            job.file().type().label(),
            job.audio().toSeconds(),
            millis(job));
  }

  /// Whoever had sent it gave it up, while it waited or was worked on.
  void cancelled(Job job) {
    line(Level.INFO, job, "cancelled")
        .log(
            "Job {} was given up by its asker: {} of {} s, {} ms after its receipt",
            job.id(),
            job.file().type().label(),
            job.audio().toSeconds(),
            millis(job));
  }

  private LoggingEventBuilder line(Level level, Job job, String outcome) {
    return log.atLevel(level)
        .addKeyValue("outcome", outcome)
        .addKeyValue("job", job.id())
        .addKeyValue("media_type", job.file().type().label())
        .addKeyValue("audio_seconds", job.audio().toSeconds())
        .addKeyValue("attempts", job.attempts())
        .addKeyValue("processing_ms", millis(job));
  }

  private long millis(Job job) {
    return Math.max(0, clock.millis() - job.receivedAt());
  }

  /// What the operator can mend is an error, unless it was logged as one before.
  private static Level level(JobFailure failure) {
    return switch (failure) {
      case ENGINES -> Level.ERROR;
      case DOWNLOAD, INTERNAL, NO_FFMPEG, UNDELIVERABLE -> Level.WARN;
      case TOO_LARGE, TOO_LONG, UNDECODABLE -> Level.INFO;
    };
  }
}
