package org.voice2text.bot.transcription.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.transcription.audio.AudioConverter;
import org.voice2text.bot.transcription.audio.AudioFormat;
import org.voice2text.bot.transcription.audio.AudioTooLongException;
import org.voice2text.bot.transcription.audio.ConversionTimeoutException;
import org.voice2text.bot.transcription.audio.FfmpegMissingException;
import org.voice2text.bot.transcription.audio.SoundLevels;
import org.voice2text.bot.transcription.audio.UndecodableAudioException;
import org.voice2text.bot.transcription.engine.ConversionException.Obstacle;

/// A recording on its way through the engines, converted at most once, by the first engine that
/// needs it. Confined to the thread that transcribes.
final class AudioInput implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AudioInput.class);
  private static final Duration SHORTEST_DEADLINE = Duration.ofMinutes(1);

  /// Speech in a lean format: 32 kbit/s.
  private static final long SPARSE_BYTES_PER_SECOND = 4000;

  /// Telegram tells whole seconds.
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  private final Recording recording;
  private final Path workFolder;
  private final AudioConverter converter;
  private final Observer observer;
  private @Nullable AudioFormat format;
  private @Nullable Path wav;
  private @Nullable SoundLevels levels;
  private @Nullable Duration length;
  private @Nullable ConversionException failure;

  /// Is told when the recording was converted, or could not be.
  interface Observer {
    void converted(Duration took, boolean succeeded);
  }

  AudioInput(Recording recording, Path workFolder, AudioConverter converter, Observer observer) {
    this.recording = recording;
    this.workFolder = workFolder;
    this.converter = converter;
    this.observer = observer;
  }

  /// A recording that is converted already; its file goes when the input is closed.
  static AudioInput converted(Recording recording, Path workFolder, AudioConverter converter) {
    var input = new AudioInput(recording, workFolder, converter, (_, _) -> {});
    input.format = AudioFormat.WAV;
    input.wav = recording.file();
    input.length = recording.duration();
    return input;
  }

  Recording recording() {
    return recording;
  }

  Path workFolder() {
    return workFolder;
  }

  /// Read from the first bytes of the file.
  AudioFormat format() throws ConversionException {
    if (format == null) {
      try {
        format = AudioFormat.detect(recording.file());
      } catch (IOException e) {
        throw new ConversionException(Obstacle.IO, e);
      }
    }
    return format;
  }

  /// Finds out how long the recording is, where that is possible without decoding all of it.
  void measure() throws InterruptedException {
    try {
      length =
          converter
              .length(recording.file(), recording.duration(), SHORTEST_DEADLINE)
              .orElse(length);
    } catch (IOException e) {
      log.debug("The length of a recording cannot be read", e);
    }
  }

  /// The true length, as far as it is known by now.
  Optional<Duration> length() {
    return Optional.ofNullable(length);
  }

  /// The true length, else what the sender says, else what the size makes likely.
  Duration expected() {
    if (length != null) {
      return length;
    }
    return recording.duration().isZero()
        ? Duration.ofSeconds(recording.file().toFile().length() / SPARSE_BYTES_PER_SECOND)
        : recording.duration();
  }

  Duration longest() {
    return converter.longest();
  }

  /// Whether it is known to be longer than is allowed.
  boolean isTooLong() {
    return length != null && length.compareTo(converter.longest().plus(ROUNDING)) > 0;
  }

  /// The recording as a WAV file: 16 kHz, mono, 16 bit. It lives until this input is closed.
  Path wav() throws ConversionException, InterruptedException {
    if (failure != null) {
      throw failure;
    }
    if (wav == null) {
      long start = System.nanoTime();
      try {
        wav = convert();
      } finally {
        observer.converted(Duration.ofNanos(System.nanoTime() - start), wav != null);
      }
    }
    return wav;
  }

  /// How loud the converted recording is.
  SoundLevels levels() throws ConversionException, InterruptedException {
    if (levels == null) {
      try {
        levels = SoundLevels.of(wav());
      } catch (IOException e) {
        throw new ConversionException(Obstacle.IO, e);
      }
      length = levels.length();
    }
    return levels;
  }

  /// Nothing while no engine has needed the recording converted.
  Optional<SoundLevels> knownLevels() {
    return Optional.ofNullable(levels);
  }

  private Path convert() throws ConversionException, InterruptedException {
    try {
      return converter.toWav(recording.file(), workFolder, deadline());
    } catch (AudioTooLongException e) {
      failure = new ConversionException(Obstacle.TOO_LONG, e);
    } catch (UndecodableAudioException e) {
      failure = new ConversionException(Obstacle.UNDECODABLE, e);
    } catch (FfmpegMissingException e) {
      failure = new ConversionException(Obstacle.NEEDS_FFMPEG, e);
    } catch (ConversionTimeoutException e) {
      failure = new ConversionException(Obstacle.TIMEOUT, e);
    } catch (IOException e) {
      failure = new ConversionException(Obstacle.IO, e);
    }
    throw failure;
  }

  private Duration deadline() {
    return expected().compareTo(SHORTEST_DEADLINE) > 0 ? expected() : SHORTEST_DEADLINE;
  }

  @Override
  public void close() {
    if (wav != null) {
      try {
        Files.deleteIfExists(wav);
      } catch (IOException e) {
        log.warn("The converted audio {} could not be deleted: delete it by hand", wav, e);
      }
    }
  }
}
