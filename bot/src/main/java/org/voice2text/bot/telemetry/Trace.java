package org.voice2text.bot.telemetry;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.slf4j.MDC;

/// The trace of one piece of work, from its begin to its end. Meanwhile each line that the thread
/// logs names the job and the trace. Confined to the thread on which the work began.
public final class Trace implements AutoCloseable {
  /// The fields of a log line.
  static final String JOB_FIELD = "job";

  static final String TRACE_FIELD = "trace";

  private final Tracing tracing;
  private final Work work;
  private final Recorder recorder;
  private Ending ending = Ending.LATER;

  /// How the work ended.
  public enum Ending {
    DONE,
    FAILED,
    CANCELLED,
    /// It goes on later, or elsewhere.
    LATER
  }

  /// A step, as code.
  @FunctionalInterface
  public interface Task<T, E extends Exception> {
    T run() throws E, InterruptedException;
  }

  /// A step that has no result.
  @FunctionalInterface
  public interface Action<E extends Exception> {
    void run() throws E, InterruptedException;
  }

  Trace(Tracing tracing, Work work, Recorder recorder) {
    this.tracing = tracing;
    this.work = work;
    this.recorder = recorder;
    name();
  }

  private void name() {
    MDC.put(JOB_FIELD, Long.toString(work.jobId()));
    MDC.put(TRACE_FIELD, recorder.traceId());
  }

  private static void unname() {
    MDC.remove(JOB_FIELD);
    MDC.remove(TRACE_FIELD);
  }

  /// 32 hexadecimal digits.
  public String id() {
    return recorder.traceId();
  }

  boolean isSampled() {
    return recorder.isSampled();
  }

  /// Does a step, which counts as failed if it throws.
  ///
  /// @param detail such as an engine's name; nothing that a user wrote
  public <T, E extends Exception> T step(Step step, String detail, Task<T, E> task)
      throws E, InterruptedException {
    long start = System.nanoTime();
    boolean succeeded = false;
    try {
      T result = task.run();
      succeeded = true;
      return result;
    } finally {
      took(step, detail, Duration.ofNanos(System.nanoTime() - start), succeeded);
    }
  }

  public <E extends Exception> void step(Step step, String detail, Action<E> action)
      throws E, InterruptedException {
    boolean _ =
        this.<Boolean, E>step(
            step,
            detail,
            () -> {
              action.run();
              return true;
            });
  }

  /// A step that somebody else timed ended now.
  public void took(Step step, String detail, Duration took, boolean succeeded) {
    recorder.step(step, detail, took, succeeded);
  }

  /// Something happened that will explain an error, should one follow.
  ///
  /// @param what nothing that a user wrote
  public void note(String what) {
    recorder.note(what);
  }

  /// Work that another thread does for this one: what it logs names the same job and trace, and
  /// what it reports comes with the same steps.
  public <T> Callable<T> carried(Callable<T> work) {
    return () -> {
      try (Recorder.Place _ = recorder.enter()) {
        name();
        return work.call();
      } finally {
        unname();
      }
    };
  }

  /// Keeps what somebody said out of the reports until the work ends.
  public void hide(String text) {
    tracing.hide(this, text);
  }

  /// Without it, the work goes on later.
  public void ends(Ending how) {
    ending = how;
  }

  @Override
  public void close() {
    recorder.end(ending);
    tracing.ended(this, work);
    unname();
  }
}
