package org.voice2text.bot.transcription.audio;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// Copies a stretch of a converted recording into a file of its own.
public final class WavSlice {
  private static final long NANOS_PER_SAMPLE = 1_000_000_000L / WavWriter.RATE;

  private WavSlice() {}

  /// @param wav 16 kHz, mono, 16 bit, as the converter writes it
  /// @param target is created or replaced
  public static void copy(Path wav, Cuts.Part part, Path target)
      throws IOException, InterruptedException {
    try (FileChannel from = FileChannel.open(wav, StandardOpenOption.READ);
        FileChannel to =
            FileChannel.open(
                target,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      long start = position(part.from());
      long end = Math.min(from.size(), position(part.to()));
      int _ = to.write(WavWriter.header((int) (end - start)));
      while (start < end) {
        start += from.transferTo(start, end - start, to);
      }
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      var cancelled = new InterruptedException("The copying of a part was cancelled");
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  private static long position(Duration time) {
    return WavWriter.HEADER + 2 * (time.toNanos() / NANOS_PER_SAMPLE);
  }
}
