package org.voice2text.bot.telemetry;

import java.time.Duration;
import java.util.UUID;

/// Keeps what happens to one piece of work. Confined to the thread on which the work began, but for
/// `enter`.
interface Recorder {
  /// 32 hexadecimal digits.
  String traceId();

  /// Whether the trace can be looked up later.
  boolean isSampled();

  /// A step ended now.
  void step(Step step, String detail, Duration took, boolean succeeded);

  void note(String what);

  void end(Trace.Ending ending);

  /// Lets the calling thread work for the one on which the work began, until the place is left.
  Place enter();

  /// To be left on the thread that entered it.
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /// Keeps nothing: the trace's id then only joins lines of the log.
  static Recorder none() {
    return new Nothing(UUID.randomUUID().toString().replace("-", ""));
  }

  record Nothing(String traceId) implements Recorder {
    @Override
    public boolean isSampled() {
      return false;
    }

    @Override
    public void step(Step step, String detail, Duration took, boolean succeeded) {}

    @Override
    public void note(String what) {}

    @Override
    public void end(Trace.Ending ending) {}

    @Override
    public Place enter() {
      return () -> {};
    }
  }
}
