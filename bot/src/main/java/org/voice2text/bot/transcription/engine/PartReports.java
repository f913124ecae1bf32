package org.voice2text.bot.transcription.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.FailureReason;
import org.voice2text.model.event.TranscriptionStatus;

/// Makes one report for each engine of what it did for the parts of a recording: a recording counts
/// once, however many parts it has. Thread-safe.
final class PartReports implements OrchestratorListener {
  private final List<EngineName> order;
  private final Map<EngineName, Work> works = new HashMap<>();
  private final long start = System.nanoTime();

  /// What one engine did.
  private static final class Work {
    private boolean asked;
    private boolean heard;
    private boolean fellBack;
    private @Nullable FailureReason reason;
  }

  /// @param order of the engines
  PartReports(List<EngineName> order) {
    this.order = List.copyOf(order);
  }

  @Override
  public synchronized void engineFinished(
      EngineName engine,
      TranscriptionStatus status,
      @Nullable FailureReason reason,
      Duration took,
      OptionalLong costMicros) {
    Work work = work(engine);
    work.asked = true;
    work.heard |= status == TranscriptionStatus.SUCCESS || status == TranscriptionStatus.NO_SPEECH;
    work.reason = work.reason == null ? reason : work.reason;
  }

  @Override
  public synchronized void fellBack(EngineName from, FailureReason reason) {
    Work work = work(from);
    work.fellBack = true;
    work.reason = work.reason == null ? reason : work.reason;
  }

  @Override
  public void measured(Duration length) {
    // Of a part: the whole is measured already.
  }

  @Override
  public void progress(double fraction) {
    // Nobody cuts a part into parts.
  }

  /// Of several engines that heard something the last one has the success: the others needed its
  /// help. Null when none was asked.
  synchronized @Nullable EngineName last() {
    return order.stream().filter(e -> work(e).heard).reduce((_, second) -> second).orElse(null);
  }

  /// Tells what came of the whole recording.
  synchronized void send(Outcome outcome, OrchestratorListener listener) {
    @Nullable EngineName last =
        switch (outcome) {
          case Outcome.Recognised _, Outcome.NoSpeech _ -> last();
          case Outcome.Undecodable _,
              Outcome.TooLong _,
              Outcome.NeedsFfmpeg _,
              Outcome.AllFailed _ ->
              null;
        };
    for (EngineName engine : order) {
      Work work = work(engine);
      if (engine.equals(last)) {
        succeeded(engine, outcome, listener);
      } else if (work.asked && (last == null || reason(work) != FailureReason.CIRCUIT_OPEN)) {
        // One whose own parts went well, and that was then left alone, has not failed a recording
        // that was answered.
        listener.engineFinished(
            engine, TranscriptionStatus.ERROR, reason(work), took(), OptionalLong.empty());
      }
      if (work.fellBack) {
        listener.fellBack(engine, reason(work));
      }
    }
  }

  private void succeeded(EngineName engine, Outcome outcome, OrchestratorListener listener) {
    if (outcome instanceof Outcome.Recognised recognised) {
      listener.engineFinished(
          engine, TranscriptionStatus.SUCCESS, null, took(), recognised.transcribed().costMicros());
    } else {
      listener.engineFinished(
          engine, TranscriptionStatus.NO_SPEECH, null, took(), OptionalLong.empty());
    }
  }

  /// The recording is not wanted any more.
  synchronized void sendCancelled(OrchestratorListener listener) {
    for (EngineName engine : order) {
      if (work(engine).asked) {
        listener.engineFinished(
            engine, TranscriptionStatus.CANCELLED, null, took(), OptionalLong.empty());
      }
    }
  }

  /// An engine whose parts all went well failed the recording only where it was not asked.
  private static FailureReason reason(Work work) {
    return work.reason == null ? FailureReason.CIRCUIT_OPEN : work.reason;
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private Work work(EngineName engine) {
    return works.computeIfAbsent(engine, _ -> new Work());
  }
}
