package org.voice2text.bot.transcription.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Cuts a converted recording at quiet places into parts of at most two minutes, so that a long one
/// is neither held in memory nor lost to one call that cannot be stopped. Confined to one thread.
final class WavChunks implements AutoCloseable {
  static final int RATE = 16_000;
  private static final int HEADER = 44;
  private static final int LONGEST = 120 * RATE;
  private static final int SEARCHED = 20 * RATE;
  private static final int QUIET = RATE / 4;
  private static final int STEP = RATE / 50;

  private final InputStream in;
  private final float[] buffer = new float[LONGEST];
  private int filled;
  private long position;
  private Duration start = Duration.ZERO;

  WavChunks(Path wav) throws IOException {
    in = new BufferedInputStream(Files.newInputStream(wav), 1 << 16);
    in.skipNBytes(HEADER);
  }

  /// Samples from -1 to 1; null at the end.
  float @Nullable [] next() throws IOException {
    fill();
    if (filled == 0) {
      return null;
    }
    int length = filled < LONGEST ? filled : quietest();
    float[] chunk = new float[length];
    System.arraycopy(buffer, 0, chunk, 0, length);
    System.arraycopy(buffer, length, buffer, 0, filled - length);
    filled -= length;
    start = Duration.ofMillis(position * 1000 / RATE);
    position += length;
    return chunk;
  }

  /// Of the chunk that [#next] gave.
  Duration start() {
    return start;
  }

  private void fill() throws IOException {
    byte[] block = in.readNBytes(2 * (LONGEST - filled));
    ByteBuffer samples = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < block.length / 2; i++) {
      buffer[filled] = samples.getShort() / 32768f;
      filled++;
    }
  }

  /// The middle of the quarter of a second with the least energy near the end.
  private int quietest() {
    int best = LONGEST - QUIET;
    double least = Double.MAX_VALUE;
    for (int from = LONGEST - SEARCHED; from + QUIET <= LONGEST; from += STEP) {
      double energy = 0;
      for (int i = from; i < from + QUIET; i++) {
        energy += buffer[i] * buffer[i];
      }
      if (energy < least) {
        least = energy;
        best = from;
      }
    }
    return best + QUIET / 2;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
