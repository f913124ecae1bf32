package org.voice2text.bot.transcription.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.transcription.audio.AudioConverter;

/// Has recordings recognised: short ones as they are, long ones in parts. Thread-safe; as many
/// recordings at the same time as there are callers, each on its caller's thread.
public final class Orchestrator implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Orchestrator.class);

  private final Lanes lanes;
  private final AudioConverter converter;
  private final LongRecordings longRecordings;

  Orchestrator(List<Lane> lanes, AudioConverter converter) {
    this(lanes, converter, Thread::sleep);
  }

  /// @param sleeper waits before a part is tried again
  Orchestrator(List<Lane> lanes, AudioConverter converter, Retries.Sleeper sleeper) {
    this.lanes = new Lanes(lanes);
    this.converter = converter;
    this.longRecordings = new LongRecordings(this.lanes, converter, sleeper);
  }

  /// @param workFolder exists; what is written there is deleted before this returns
  /// @throws InterruptedException promptly when the calling thread is interrupted
  public Outcome transcribe(Recording recording, Path workFolder, OrchestratorListener listener)
      throws InterruptedException {
    try (AudioInput audio = new AudioInput(recording, workFolder, converter, listener::converted)) {
      audio.measure();
      audio.length().ifPresent(listener::measured);
      if (audio.isTooLong()) {
        return new Outcome.TooLong(converter.longest());
      }
      Outcome outcome = transcribe(audio, listener);
      length(audio, outcome).ifPresent(listener::measured);
      return outcome;
    }
  }

  private Outcome transcribe(AudioInput audio, OrchestratorListener listener)
      throws InterruptedException {
    if (LongRecordings.isLong(audio)) {
      try {
        return longRecordings.transcribe(audio, listener);
      } catch (ConversionException e) {
        // An engine may be able to read it nevertheless, and take it as a whole.
        log.info("A long recording is not cut into parts: {}", e.getMessage());
      }
    }
    return lanes.ask(audio, listener);
  }

  /// Where nothing else tells it, the recording lasts at least until its last word.
  private static Optional<Duration> length(AudioInput audio, Outcome outcome) {
    if (audio.length().isPresent() || !(outcome instanceof Outcome.Recognised recognised)) {
      return audio.length();
    }
    return recognised.transcribed().segments().stream()
        .map(Segment::end)
        .max(Duration::compareTo)
        .filter(end -> end.compareTo(audio.recording().duration()) > 0);
  }

  /// How long it is no use to ask, because every engine is left alone after failures; nothing when
  /// one of them can be asked.
  public Optional<Duration> obstruction() {
    List<Duration> waits =
        lanes.all().stream().map(Lane::obstruction).flatMap(Optional::stream).toList();
    return waits.size() < lanes.all().size()
        ? Optional.empty()
        : waits.stream().min(Duration::compareTo);
  }

  /// In the order in which they are asked.
  public List<EngineName> engines() {
    return lanes.all().stream().map(Lane::name).toList();
  }

  /// One for each engine, in their order.
  public List<EngineHealth> health() {
    return lanes.all().stream().map(Lane::health).toList();
  }

  /// Waits at most a few seconds for each engine. Call it when nobody transcribes any more.
  @Override
  public void close() {
    lanes.all().forEach(Lane::close);
  }
}
