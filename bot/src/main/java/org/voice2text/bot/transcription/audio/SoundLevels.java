package org.voice2text.bot.transcription.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/// How loud a converted recording is, frame by frame: one byte for 20 ms, so that three hours take
/// half a megabyte. Immutable.
public final class SoundLevels {
  /// Length of a frame.
  static final int FRAME_MILLIS = 20;

  private static final int FRAME_SAMPLES = WavWriter.RATE * FRAME_MILLIS / 1000;
  private static final int FRAME_BYTES = 2 * FRAME_SAMPLES;
  private static final double FULL_SCALE = 32768;

  /// The root mean square of speech is above this, however quiet it is; decibels of full scale.
  private static final int AUDIBLE = -58;

  private static final int QUIETEST = -100;

  private final byte[] decibels;
  private final long samples;

  private SoundLevels(byte[] decibels, long samples) {
    this.decibels = decibels;
    this.samples = samples;
  }

  /// @param wav 16 kHz, mono, 16 bit, as the converter writes it
  public static SoundLevels of(Path wav) throws IOException, InterruptedException {
    long bytes = Math.max(0, Files.size(wav) - WavWriter.HEADER);
    byte[] levels = new byte[(int) Math.ceilDiv(bytes, FRAME_BYTES)];
    byte[] frame = new byte[FRAME_BYTES];
    try (InputStream in = new BufferedInputStream(Files.newInputStream(wav), 1 << 16)) {
      in.skipNBytes(WavWriter.HEADER);
      for (int i = 0; i < levels.length; i++) {
        levels[i] = level(frame, in.readNBytes(frame, 0, FRAME_BYTES));
      }
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      var cancelled = new InterruptedException("The measuring of the sound was cancelled");
      cancelled.initCause(e);
      throw cancelled;
    }
    return new SoundLevels(levels, bytes / 2);
  }

  private static byte level(byte[] frame, int bytes) {
    ByteBuffer samples = ByteBuffer.wrap(frame, 0, bytes).order(ByteOrder.LITTLE_ENDIAN);
    double sum = 0;
    int count = bytes / 2;
    for (int i = 0; i < count; i++) {
      double sample = samples.getShort();
      sum += sample * sample;
    }
    double loudness = count == 0 ? 0 : Math.sqrt(sum / count) / FULL_SCALE;
    return (byte) Math.clamp(Math.round(20 * Math.log10(loudness + 1e-9)), QUIETEST, 0);
  }

  public Duration length() {
    return Duration.ofNanos(samples * 1_000_000_000L / WavWriter.RATE);
  }

  /// Whether nothing can be heard at all.
  public boolean isSilent() {
    return isSilent(0, decibels.length);
  }

  /// Whether nothing can be heard between two points of time.
  public boolean isSilent(Duration from, Duration to) {
    long last = Math.ceilDiv(to.toMillis(), FRAME_MILLIS);
    return isSilent(
        (int) Math.min(decibels.length, from.toMillis() / FRAME_MILLIS),
        (int) Math.min(decibels.length, last));
  }

  private boolean isSilent(int from, int to) {
    for (int i = from; i < to; i++) {
      if (decibels[i] > AUDIBLE) {
        return false;
      }
    }
    return true;
  }

  int frames() {
    return decibels.length;
  }

  /// Decibels of full scale, from -100 to 0.
  int level(int frame) {
    return decibels[frame];
  }

  /// The level that a share of the frames is below.
  int percentile(int from, int to, double share) {
    byte[] sorted = Arrays.copyOfRange(decibels, from, to);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
  }
}
