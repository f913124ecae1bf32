package org.voice2text.bot.transcription.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.transcription.audio.AudioConverter;
import org.voice2text.bot.transcription.audio.Cuts;
import org.voice2text.bot.transcription.audio.SoundLevels;
import org.voice2text.bot.transcription.audio.WavSlice;

/// Has one part of a long recording recognised: it asks the engines in their order, and once more
/// after a pause, so that a passing failure does not cost all the other parts. Confined to its
/// thread.
final class PartTask implements Callable<HeardPart> {
  private static final Logger log = LoggerFactory.getLogger(PartTask.class);
  private static final int MOST_TRIES = 3;

  /// Longer than a circuit stays open.
  private static final Duration PAUSE = Circuit.WAIT.plusSeconds(2);

  private final int index;
  private final Cuts.Part part;
  private final Path wav;
  private final SoundLevels levels;
  private final AudioInput whole;
  private final Lanes lanes;
  private final AudioConverter converter;
  private final PartReports reports;
  private final Retries.Sleeper sleeper;

  PartTask(
      int index,
      Cuts.Part part,
      Path wav,
      SoundLevels levels,
      AudioInput whole,
      Lanes lanes,
      AudioConverter converter,
      PartReports reports,
      Retries.Sleeper sleeper) {
    this.index = index;
    this.part = part;
    this.wav = wav;
    this.levels = levels;
    this.whole = whole;
    this.lanes = lanes;
    this.converter = converter;
    this.reports = reports;
    this.sleeper = sleeper;
  }

  @Nullable String language() {
    return whole.recording().language();
  }

  @Override
  public HeardPart call() throws IOException, InterruptedException {
    if (levels.isSilent(part.from(), part.to())) {
      return new HeardPart(index, part, new Outcome.NoSpeech(null));
    }
    Path file = whole.workFolder().resolve("part-" + index + ".wav");
    Recording recording = new Recording(file, "part.wav", "audio/wav", part.length(), language());
    try (AudioInput audio = AudioInput.converted(recording, whole.workFolder(), converter)) {
      WavSlice.copy(wav, part, file);
      return new HeardPart(index, part, ask(audio));
    }
  }

  private Outcome ask(AudioInput audio) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Outcome outcome = lanes.ask(audio, reports);
      boolean again =
          outcome instanceof Outcome.AllFailed failed && failed.mayPass() && attempt < MOST_TRIES;
      if (!again) {
        return outcome;
      }
      log.info("Part {} failed and is tried again in {} s", index + 1, PAUSE.toSeconds());
      sleeper.sleep(PAUSE);
    }
  }
}
