package org.voice2text.bot.transcription.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes and measures sine waves.
public final class Tones {
  private Tones() {}

  public static short[] sine(double hertz, int rate, int samples, double amplitude) {
    short[] tone = new short[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * i / rate));
    }
    return tone;
  }

  static double rms(short[] samples, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) samples[i] * samples[i];
    }
    return Math.sqrt(sum / (to - from));
  }

  /// By counting upward zero crossings between two instants.
  static double hertz(short[] samples, int rate, int from, int to) {
    int crossings = 0;
    int first = -1;
    int last = -1;
    for (int i = from + 1; i < to; i++) {
      if (samples[i - 1] < 0 && samples[i] >= 0) {
        crossings++;
        first = first < 0 ? i : first;
        last = i;
      }
    }
    return (crossings - 1) * (double) rate / (last - first);
  }

  public static byte[] wav(short[] samples, int rate, int channels) {
    ByteBuffer wav =
        ByteBuffer.allocate(44 + 2 * samples.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x46464952)
            .putInt(36 + 2 * samples.length)
            .putInt(0x45564157)
            .putInt(0x20746d66)
            .putInt(16)
            .putShort((short) 1)
            .putShort((short) channels)
            .putInt(rate)
            .putInt(2 * channels * rate)
            .putShort((short) (2 * channels))
            .putShort((short) 16)
            .putInt(0x61746164)
            .putInt(2 * samples.length);
    wav.asShortBuffer().put(samples);
    return wav.array();
  }

  /// The samples of a file that must be 16 kHz, mono, 16 bit, with a header that fits its length.
  static short[] readWav(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    short[] samples = new short[(bytes.length - 44) / 2];
    ByteBuffer.wrap(bytes, 44, 2 * samples.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .get(samples);
    if (!java.util.Arrays.equals(bytes, wav(samples, 16_000, 1))) {
      throw new AssertionError("Not a canonical WAV file of 16 kHz, mono, 16 bit");
    }
    return samples;
  }
}
