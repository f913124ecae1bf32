package org.voice2text.exporter.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/// How busy the whole machine is, from the first line of `/proc/stat`, which no container hides.
/// Confined to one thread.
final class MachineCpu implements DoubleSupplier {
  /// After the name come user, nice, system, idle, iowait and more; guests are counted in user.
  private static final int FIRST = 1;

  private static final int IDLE = 3;
  private static final int IOWAIT = 4;
  private static final int LAST = 8;

  private final Path stat;
  private long total;
  private long idle;

  /// @param proc where `/proc` is
  MachineCpu(Path proc) {
    this.stat = proc.resolve("stat");
  }

  /// Share of the time since it was last asked, or since the machine's start; negative if unknown.
  @Override
  public double getAsDouble() {
    long[] ticks;
    try (var lines = Files.lines(stat)) {
      List<String> words = List.of(lines.findFirst().orElse("").split("\\s+"));
      ticks =
          words.subList(FIRST, Math.min(words.size(), FIRST + LAST)).stream()
              .mapToLong(Long::parseLong)
              .toArray();
    } catch (IOException | RuntimeException e) {
      return -1;
    }
    if (ticks.length <= IOWAIT) {
      return -1;
    }
    long all = Arrays.stream(ticks).sum() - total;
    long still = ticks[IDLE] + ticks[IOWAIT] - idle;
    total += all;
    idle += still;
    return all <= 0 ? -1 : 1.0 - (double) still / all;
  }
}
