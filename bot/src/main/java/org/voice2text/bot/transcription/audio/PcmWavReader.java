package org.voice2text.bot.transcription.audio;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Reads the plain kind of WAV: PCM of 16 bit at 8 to 48 kHz. Confined to one thread.
final class PcmWavReader {
  private static final int PCM = 1;
  private static final int FRAMES = 4096;

  /// The length that a writer leaves which cannot go back to its header.
  private static final long UNKNOWN_LENGTH = 0xffff_ffffL;

  private final InputStream in;
  private final int rate;
  private final int channels;
  private final long bytes;

  private PcmWavReader(InputStream in, ByteBuffer format, long bytes) {
    this.in = in;
    this.channels = format.getShort(2);
    this.rate = format.getInt(4);
    this.bytes = bytes == 0 || bytes == UNKNOWN_LENGTH ? Long.MAX_VALUE : bytes;
  }

  /// Reads up to the first sample; empty when the file is another kind of WAV.
  static Optional<PcmWavReader> open(InputStream in) throws IOException, UndecodableAudioException {
    try {
      in.skipNBytes(12);
      ByteBuffer format = ByteBuffer.allocate(0);
      while (true) {
        ByteBuffer chunk = read(in, 8);
        String name = StandardCharsets.ISO_8859_1.decode(chunk.slice(0, 4)).toString();
        long length = Integer.toUnsignedLong(chunk.getInt(4));
        if (name.equals("data")) {
          return isPlain(format)
              ? Optional.of(new PcmWavReader(in, format, length))
              : Optional.empty();
        }
        if (name.equals("fmt ") && length >= 16) {
          format = read(in, 16);
          length -= 16;
        }
        in.skipNBytes(length + (length & 1));
      }
    } catch (EOFException e) {
      throw new UndecodableAudioException("The WAV file is cut off before its sound", e);
    }
  }

  int rate() {
    return rate;
  }

  /// How long the sound is.
  ///
  /// @param fileBytes size of the whole file, which may have been cut off
  Duration length(long fileBytes) {
    return AudioLength.duration(Math.min(bytes, fileBytes) / (2L * channels), rate);
  }

  /// A file that ends early gives what it has.
  void copyTo(PcmSink sink) throws IOException, UndecodableAudioException, InterruptedException {
    int frame = 2 * channels;
    byte[] block = new byte[FRAMES * frame];
    short[] mono = new short[FRAMES];
    long left = bytes;
    while (left > 0) {
      int length = in.readNBytes(block, 0, (int) Math.min(block.length, left));
      left -= length;
      ByteBuffer samples = ByteBuffer.wrap(block, 0, length).order(ByteOrder.LITTLE_ENDIAN);
      int frames = length / frame;
      for (int i = 0; i < frames; i++) {
        int sum = 0;
        for (int channel = 0; channel < channels; channel++) {
          sum += samples.getShort();
        }
        mono[i] = (short) (sum / channels);
      }
      if (frames == 0) {
        return;
      }
      sink.accept(mono, frames);
    }
  }

  private static boolean isPlain(ByteBuffer format) {
    return format.limit() == 16
        && format.getShort(0) == PCM
        && format.getShort(2) >= 1
        && format.getShort(2) <= 8
        && format.getInt(4) >= 8_000
        && format.getInt(4) <= 48_000
        && format.getShort(14) == 16;
  }

  private static ByteBuffer read(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
