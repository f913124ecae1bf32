package org.voice2text.sandbox.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.voice2text.sandbox.stage.ProcFs;

/// How busy the processors are, and how much of it is the drill's own work: without that nobody
/// could tell an alert on busy processors from one on others' work. Immutable.
final class MachineLoad {
  /// In the kernel's first line: user, nice, system, idle, waiting for disks, interrupts, and so
  /// on.
  private static final int IDLE = 3;

  private static final int WAITING = 4;

  /// Those behind it are in those of users already.
  private static final int STOLEN = 7;

  private final long busy;
  private final long all;
  private final Duration own;
  private final long nanos = System.nanoTime();

  private MachineLoad(long busy, long all, Duration own) {
    this.busy = busy;
    this.all = all;
    this.own = own;
  }

  /// Shares of the time of all processors.
  ///
  /// @param own by this process and those that it started
  record Shares(double busy, double own) {}

  static MachineLoad now() throws IOException {
    List<Long> times = times(Files.readAllLines(Path.of("/proc/stat")).getFirst());
    long all = times.stream().mapToLong(t -> t).sum();
    return new MachineLoad(all - times.get(IDLE) - times.get(WAITING), all, ownTime());
  }

  /// @param line `cpu` and numbers
  static List<Long> times(String line) {
    return Stream.of(line.strip().split(" +", -1))
        .skip(1)
        .limit(STOLEN + 1)
        .map(Long::valueOf)
        .toList();
  }

  private static Duration ownTime() throws IOException {
    ProcessHandle self = ProcessHandle.current();
    Duration sum = Duration.ZERO;
    for (ProcessHandle process : Stream.concat(Stream.of(self), self.descendants()).toList()) {
      try {
        sum = sum.plus(ProcFs.cpuTimeWithChildren(process.pid()));
      } catch (IOException e) {
        if (process.isAlive()) {
          throw e;
        }
        // What it used is in its parent's time.
      }
    }
    return sum;
  }

  /// Since then.
  Shares until(MachineLoad end) {
    double processors = Runtime.getRuntime().availableProcessors();
    return new Shares(
        (double) (end.busy - busy) / Math.max(1, end.all - all),
        end.own.minus(own).toNanos() / processors / Math.max(1, end.nanos - nanos));
  }
}
