package org.voice2text.bot.telemetry;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.report.ErrorReports;

/// Follows pieces of work. Each gets an id that joins its lines in the log; when errors are
/// reported, they come with the steps before them, and a share of the work is traced with the times
/// of its steps. Thread-safe.
public final class Tracing {
  private final @Nullable ErrorReports reports;
  private final Pseudonyms pseudonyms;
  private final Map<Long, Trace> running = new ConcurrentHashMap<>();

  private Tracing(@Nullable ErrorReports reports, Pseudonyms pseudonyms) {
    this.reports = reports;
    this.pseudonyms = pseudonyms;
  }

  /// Ids in the log only.
  public static Tracing local() {
    return new Tracing(null, new Pseudonyms(new byte[] {0}));
  }

  /// @param reports outlives the tracing
  /// @param pseudonyms by which people are known in the reports
  public static Tracing with(ErrorReports reports, Pseudonyms pseudonyms) {
    return new Tracing(reports.isOn() ? reports : null, pseudonyms);
  }

  /// Begins on the calling thread, on which the trace must be closed.
  public Trace begin(Work work) {
    Recorder recorder =
        reports == null
            ? Recorder.none()
            : SentryRecorder.begin(
                work, work.userId() == null ? null : pseudonyms.of(work.userId()));
    Trace trace = new Trace(this, work, recorder);
    running.put(work.jobId(), trace);
    return trace;
  }

  /// The trace that measurements of a job's work belong to, if it can be looked up.
  Optional<String> sampled(long jobId) {
    return Optional.ofNullable(running.get(jobId)).filter(Trace::isSampled).map(Trace::id);
  }

  void hide(Trace trace, String text) {
    if (reports != null) {
      reports.hide(trace, text);
    }
  }

  void ended(Trace trace, Work work) {
    boolean _ = running.remove(work.jobId(), trace);
    if (reports != null) {
      reports.forget(trace);
    }
  }
}
