package org.voice2text.bot.transcription.engine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.FailureReason;
import org.voice2text.model.event.TranscriptionStatus;

/// One engine with what guards it: a circuit, a bound on requests at the same time, a deadline and
/// retries. Thread-safe.
final class Lane implements AutoCloseable {
  /// @param requests at the same time
  /// @param timesAudio the deadline, as a multiple of the recording's duration
  /// @param shortest deadline, however short the recording is
  record Limits(int requests, int timesAudio, Duration shortest) {
    Limits(int requests, int timesAudio) {
      this(requests, timesAudio, Duration.ofMinutes(1));
    }

    Duration deadline(Duration audio) {
      Duration deadline = audio.multipliedBy(timesAudio);
      return deadline.compareTo(shortest) > 0 ? deadline : shortest;
    }
  }

  /// What became of a recording in this lane.
  sealed interface Result {
    record Heard(Recognition recognition) implements Result {}

    record Failed(EngineFailure failure) implements Result {}

    record NotConverted(EngineFailure failure, ConversionException why) implements Result {}
  }

  private final SpeechEngine engine;
  private final Limits limits;
  private final Circuit circuit;
  private final Semaphore slots;
  private final Retries retries;
  private final InstantSource clock;

  Lane(SpeechEngine engine, Limits limits, Retries retries, InstantSource clock) {
    this.engine = engine;
    this.limits = limits;
    this.circuit = new Circuit(engine.name().toString(), clock);
    this.slots = new Semaphore(limits.requests(), true);
    this.retries = retries;
    this.clock = clock;
  }

  EngineName name() {
    return engine.name();
  }

  /// How many requests at the same time the engine takes.
  int requests() {
    return limits.requests();
  }

  /// How long the engine is left alone; nothing when it can be asked.
  Optional<Duration> obstruction() {
    return circuit.obstruction();
  }

  EngineHealth health() {
    SpeechEngine.Readiness readiness = engine.readiness();
    EngineHealth.Circuit state = circuit.state();
    boolean ready = readiness.ready() && state != EngineHealth.Circuit.OPEN;
    return new EngineHealth(name(), ready, state, readiness.message());
  }

  /// @param beforeAsking runs once it is certain that the engine is asked
  Result run(AudioInput audio, OrchestratorListener listener, Runnable beforeAsking)
      throws InterruptedException {
    if (!circuit.tryEnter()) {
      return failed(
          FailureReason.CIRCUIT_OPEN, "passed over after failures: circuit " + circuit.state());
    }
    Verdict verdict = new Verdict();
    try {
      Duration deadline = limits.deadline(audio.expected());
      if (!slots.tryAcquire(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        return busy(deadline, listener);
      }
      try {
        beforeAsking.run();
        return ask(audio, deadline, listener, verdict);
      } finally {
        slots.release();
      }
    } finally {
      verdict.tell(circuit);
    }
  }

  /// An engine that had no time for a recording has failed it, and counts as one that was too slow.
  private Result busy(Duration waited, OrchestratorListener listener) {
    listener.engineFinished(
        name(), TranscriptionStatus.ERROR, FailureReason.TIMEOUT, waited, OptionalLong.empty());
    return failed(
        FailureReason.TIMEOUT,
        "busy with %d other requests for %d s".formatted(limits.requests(), waited.toSeconds()));
  }

  private Result ask(
      AudioInput audio, Duration deadline, OrchestratorListener listener, Verdict verdict)
      throws InterruptedException {
    var started = clock.instant();
    var report = new Report(listener, name(), () -> Duration.between(started, clock.instant()));
    try {
      Recognition recognition =
          Hearing.withoutSilence(
              retries.transcribe(engine, audio, deadline), audio.knownLevels().orElse(null));
      verdict.success = true;
      report.heard(recognition);
      return new Result.Heard(recognition);
    } catch (EngineException e) {
      verdict.failure = e;
      report.send(TranscriptionStatus.ERROR, e.reason(), OptionalLong.empty());
      return new Result.Failed(
          new EngineFailure(name(), e.reason(), String.valueOf(e.getMessage()), e.retryAfter()));
    } catch (ConversionException e) {
      FailureReason reason = reason(e.obstacle());
      report.send(TranscriptionStatus.ERROR, reason, OptionalLong.empty());
      return new Result.NotConverted(
          new EngineFailure(name(), reason, String.valueOf(e.getMessage()), Optional.empty()), e);
    } catch (InterruptedException e) {
      report.send(TranscriptionStatus.CANCELLED, null, OptionalLong.empty());
      throw e;
    }
  }

  private static FailureReason reason(ConversionException.Obstacle obstacle) {
    return switch (obstacle) {
      case UNDECODABLE, TOO_LONG, NEEDS_FFMPEG -> FailureReason.UNSUPPORTED;
      case TIMEOUT -> FailureReason.TIMEOUT;
      case IO -> FailureReason.IO;
    };
  }

  private Result failed(FailureReason reason, String message) {
    return new Result.Failed(new EngineFailure(name(), reason, message, Optional.empty()));
  }

  @Override
  public void close() {
    engine.close();
  }

  /// What the circuit hears at the end, whichever way the request ended.
  private static final class Verdict {
    private boolean success;
    private @Nullable EngineException failure;

    void tell(Circuit circuit) {
      if (success) {
        circuit.succeeded();
      } else if (failure != null) {
        circuit.failed(failure);
      } else {
        circuit.left();
      }
    }
  }

  private record Report(OrchestratorListener listener, EngineName engine, Supplier<Duration> took) {
    void heard(Recognition recognition) {
      switch (recognition) {
        case Recognition.Transcribed transcribed ->
            send(TranscriptionStatus.SUCCESS, null, transcribed.costMicros());
        case Recognition.NoSpeech() ->
            send(TranscriptionStatus.NO_SPEECH, null, OptionalLong.empty());
      }
    }

    void send(TranscriptionStatus status, @Nullable FailureReason reason, OptionalLong cost) {
      listener.engineFinished(engine, status, reason, took.get(), cost);
    }
  }
}
