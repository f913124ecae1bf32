package org.voice2text.bot.transcription.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Brings media into the form that local engines take. Ogg Opus, in which Telegram sends voice, and
/// plain WAV are read here; everything else by ffmpeg. Thread-safe.
public final class AudioConverter {
  /// Sound of 512 kbit/s; more is video, or longer than its sender says.
  private static final long MOST_BYTES_PER_SECOND = 64_000;

  private final Duration longest;
  private final Ffmpeg ffmpeg;

  /// @param longest audio that is longer is refused, whatever its sender says
  public AudioConverter(Duration longest) {
    this(longest, "ffmpeg");
  }

  /// @param ffmpeg name or path of the program
  public AudioConverter(Duration longest, String ffmpeg) {
    this.longest = longest;
    this.ffmpeg = new Ffmpeg(ffmpeg);
  }

  public Duration longest() {
    return longest;
  }

  /// How long the sound in a file is, where that can be found out without decoding all of it.
  ///
  /// @param stated what the sender says; zero when unknown
  public Optional<Duration> length(Path source, Duration stated, Duration deadline)
      throws IOException, InterruptedException {
    AudioFormat format = AudioFormat.detect(source);
    Optional<Duration> read =
        switch (format) {
          case OGG_OPUS -> AudioLength.ofOggOpus(source);
          case WAV -> AudioLength.ofPlainWav(source);
          case OGG, FLAC, MP3, MP4, WEBM, OTHER -> Optional.empty();
        };
    return read.isPresent() || isPlausible(stated, Files.size(source))
        ? read
        : ffmpeg.length(source, deadline);
  }

  /// Whether a file of so many bytes may well be as short as is said.
  private static boolean isPlausible(Duration stated, long bytes) {
    return !stated.isZero() && bytes / Math.max(1, stated.toSeconds()) <= MOST_BYTES_PER_SECOND;
  }

  /// Writes a WAV file of 16 kHz, mono, 16 bit into the folder. The caller deletes it; after an
  /// exception there is none.
  ///
  /// @throws IOException if the work folder cannot be used
  /// @throws ConversionTimeoutException if the deadline has passed
  public Path toWav(Path source, Path folder, Duration deadline)
      throws UndecodableAudioException, FfmpegMissingException, IOException, InterruptedException {
    if (Files.size(source) == 0) {
      throw new UndecodableAudioException("The file is empty");
    }
    Path wav = Files.createTempFile(folder, "audio-", ".wav");
    boolean complete = false;
    try (WavWriter writer = new WavWriter(wav, longest)) {
      convert(source, deadline, writer);
      writer.finish();
      complete = true;
      return wav;
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      var cancelled = new InterruptedException("The conversion was cancelled");
      cancelled.initCause(e);
      throw cancelled;
    } finally {
      if (!complete) {
        Files.deleteIfExists(wav);
      }
    }
  }

  private void convert(Path source, Duration deadline, WavWriter writer)
      throws UndecodableAudioException, FfmpegMissingException, IOException, InterruptedException {
    AudioFormat format = AudioFormat.detect(source);
    var guard = new DeadlineSink(deadline, writer);
    switch (format) {
      case OGG_OPUS -> decodeOpus(source, guard);
      case WAV -> {
        if (!copyPlainWav(source, guard)) {
          ffmpeg.decode(source, format, deadline, writer);
        }
      }
      case OGG, FLAC, MP3, MP4, WEBM, OTHER -> ffmpeg.decode(source, format, deadline, writer);
    }
  }

  private static void decodeOpus(Path source, PcmSink sink)
      throws UndecodableAudioException, IOException, InterruptedException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(source))) {
      var resampler = new Resampler(OggOpusDecoder.RATE, sink);
      OggOpusDecoder.decode(in, resampler);
      resampler.finish();
    }
  }

  private static boolean copyPlainWav(Path source, PcmSink sink)
      throws UndecodableAudioException, IOException, InterruptedException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(source))) {
      Optional<PcmWavReader> reader = PcmWavReader.open(in);
      if (reader.isEmpty()) {
        return false;
      }
      copy(reader.get(), sink);
      return true;
    }
  }

  private static void copy(PcmWavReader reader, PcmSink sink)
      throws UndecodableAudioException, IOException, InterruptedException {
    if (reader.rate() == WavWriter.RATE) {
      reader.copyTo(sink);
    } else {
      var resampler = new Resampler(reader.rate(), sink);
      reader.copyTo(resampler);
      resampler.finish();
    }
  }

  /// Lets a decoder in Java end at an interrupt or at the deadline.
  private record DeadlineSink(Duration deadline, long end, PcmSink sink) implements PcmSink {
    DeadlineSink(Duration deadline, PcmSink sink) {
      this(deadline, System.nanoTime() + deadline.toNanos(), sink);
    }

    @Override
    public void accept(short[] samples, int count)
        throws IOException, UndecodableAudioException, InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException("The conversion was cancelled");
      }
      if (System.nanoTime() - end > 0) {
        throw new ConversionTimeoutException(deadline);
      }
      sink.accept(samples, count);
    }
  }
}
