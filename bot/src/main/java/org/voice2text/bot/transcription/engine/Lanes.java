package org.voice2text.bot.transcription.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.transcription.engine.ConversionException.Obstacle;

/// The engines in their order: each is asked until one has an answer. Thread-safe; as many
/// recordings at the same time as there are callers, each on its caller's thread.
final class Lanes {
  private static final Logger log = LoggerFactory.getLogger(Lanes.class);

  private final List<Lane> lanes;
  private final AtomicBoolean toldAboutFfmpeg = new AtomicBoolean();

  Lanes(List<Lane> lanes) {
    this.lanes = List.copyOf(lanes);
  }

  List<Lane> all() {
    return lanes;
  }

  Outcome ask(AudioInput audio, OrchestratorListener listener) throws InterruptedException {
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
    return failures.outcome(audio);
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
    private boolean tooLong;
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
      tooLong |= why != null && why.obstacle() == Obstacle.TOO_LONG;
      onlyFfmpegMissing &= why != null && why.obstacle() == Obstacle.NEEDS_FFMPEG;
    }

    /// A later engine is about to be asked.
    void announce() {
      for (; announced < all.size(); announced++) {
        listener.fellBack(all.get(announced).engine(), all.get(announced).reason());
      }
    }

    Outcome outcome(AudioInput audio) {
      if (tooLong) {
        return new Outcome.TooLong(audio.longest());
      }
      if (undecodable != null) {
        return new Outcome.Undecodable(undecodable);
      }
      return onlyFfmpegMissing ? new Outcome.NeedsFfmpeg() : new Outcome.AllFailed(all);
    }
  }
}
