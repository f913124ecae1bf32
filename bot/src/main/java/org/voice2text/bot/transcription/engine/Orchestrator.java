package org.voice2text.bot.transcription.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.transcription.audio.AudioConverter;
import org.voice2text.bot.transcription.engine.ConversionException.Obstacle;

/// Asks the engines in order until one has an answer. Thread-safe; as many recordings at the same
/// time as there are callers, each on its caller's thread.
public final class Orchestrator implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Orchestrator.class);

  private final List<Lane> lanes;
  private final AudioConverter converter;
  private final AtomicBoolean toldAboutFfmpeg = new AtomicBoolean();

  Orchestrator(List<Lane> lanes, AudioConverter converter) {
    this.lanes = List.copyOf(lanes);
    this.converter = converter;
  }

  /// @param workFolder exists; what is written there is deleted before this returns
  /// @throws InterruptedException promptly when the calling thread is interrupted
  public Outcome transcribe(Recording recording, Path workFolder, OrchestratorListener listener)
      throws InterruptedException {
    try (AudioInput audio = new AudioInput(recording, workFolder, converter, listener)) {
      var failures = new Failures(listener);
      for (Lane lane : lanes) {
        switch (lane.run(audio, listener, failures::announce)) {
          case Lane.Result.Heard(Recognition.Transcribed transcribed) -> {
            return new Outcome.Recognised(lane.name(), transcribed);
          }
          case Lane.Result.Heard(Recognition.NoSpeech()) -> {
            return new Outcome.NoSpeech(lane.name());
          }
          case Lane.Result.Failed(EngineFailure failure) -> failures.add(failure, null);
          case Lane.Result.NotConverted(EngineFailure failure, ConversionException why) -> {
            tell(failure, why);
            failures.add(failure, why);
          }
        }
      }
      return failures.outcome();
    }
  }

  /// In the order in which they are asked.
  public List<EngineName> engines() {
    return lanes.stream().map(Lane::name).toList();
  }

  /// One for each engine, in their order.
  public List<EngineHealth> health() {
    return lanes.stream().map(Lane::health).toList();
  }

  /// Waits at most a few seconds for each engine. Call it when nobody transcribes any more.
  @Override
  public void close() {
    lanes.forEach(Lane::close);
  }

  private void tell(EngineFailure failure, ConversionException why) {
    if (why.obstacle() != Obstacle.NEEDS_FFMPEG) {
      log.warn("Audio could not be converted for {}: {}", failure.engine(), failure.message());
    } else if (toldAboutFfmpeg.compareAndSet(false, true)) {
      log.error("{}. Until then such files are answered with an apology", failure.message());
    }
  }

  /// What went wrong with one recording so far. Confined to one thread.
  private static final class Failures {
    private final OrchestratorListener listener;
    private final List<EngineFailure> all = new ArrayList<>();
    private @Nullable String undecodable;
    private boolean onlyFfmpegMissing = true;
    private int announced;

    Failures(OrchestratorListener listener) {
      this.listener = listener;
    }

    void add(EngineFailure failure, @Nullable ConversionException why) {
      all.add(failure);
      if (why != null && why.obstacle() == Obstacle.UNDECODABLE) {
        undecodable = failure.message();
      }
      onlyFfmpegMissing &= why != null && why.obstacle() == Obstacle.NEEDS_FFMPEG;
    }

    /// A later engine is about to be asked.
    void announce() {
      for (; announced < all.size(); announced++) {
        listener.fellBack(all.get(announced).engine(), all.get(announced).reason());
      }
    }

    Outcome outcome() {
      if (undecodable != null) {
        return new Outcome.Undecodable(undecodable);
      }
      return onlyFfmpegMissing ? new Outcome.NeedsFfmpeg() : new Outcome.AllFailed(all);
    }
  }
}
