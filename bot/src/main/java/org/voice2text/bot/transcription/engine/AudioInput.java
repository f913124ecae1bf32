package org.voice2text.bot.transcription.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.transcription.audio.AudioConverter;
import org.voice2text.bot.transcription.audio.AudioFormat;
import org.voice2text.bot.transcription.audio.ConversionTimeoutException;
import org.voice2text.bot.transcription.audio.FfmpegMissingException;
import org.voice2text.bot.transcription.audio.UndecodableAudioException;
import org.voice2text.bot.transcription.engine.ConversionException.Obstacle;

/// A recording on its way through the engines, converted at most once, by the first engine that
/// needs it. Confined to the thread that transcribes.
final class AudioInput implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AudioInput.class);
  private static final Duration SHORTEST_DEADLINE = Duration.ofMinutes(1);

  private final Recording recording;
  private final Path workFolder;
  private final AudioConverter converter;
  private final OrchestratorListener listener;
  private @Nullable AudioFormat format;
  private @Nullable Path wav;
  private @Nullable ConversionException failure;

  AudioInput(
      Recording recording,
      Path workFolder,
      AudioConverter converter,
      OrchestratorListener listener) {
    this.recording = recording;
    this.workFolder = workFolder;
    this.converter = converter;
    this.listener = listener;
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
        listener.converted(Duration.ofNanos(System.nanoTime() - start), wav != null);
      }
    }
    return wav;
  }

  private Path convert() throws ConversionException, InterruptedException {
    try {
      return converter.toWav(recording.file(), workFolder, deadline());
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
    return recording.duration().compareTo(SHORTEST_DEADLINE) > 0
        ? recording.duration()
        : SHORTEST_DEADLINE;
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
