package org.voice2text.exporter.host;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/// How busy the processors are that this process may use, where the JDK respects the limits of
/// containers, or those of the machine. Confined to one thread.
final class SystemCpu {
  /// Two who scrape at nearly the same time get the same value, and not one of them the few
  /// milliseconds in between.
  private static final long LEAST_WINDOW = TimeUnit.SECONDS.toNanos(5);

  private final DoubleSupplier load;
  private long measuredAt;
  private OptionalDouble percent = OptionalDouble.empty();

  /// @param load share of the time since it was last asked, 0 to 1, or negative if unknown
  SystemCpu(DoubleSupplier load, long nanos) {
    this.load = load;
    // Begins the first window; what it says is since the start of the machine.
    double _ = load.getAsDouble();
    this.measuredAt = nanos;
  }

  static DoubleSupplier of(HostScope scope) {
    Path proc = Path.of("/proc");
    return scope == HostScope.MACHINE && Files.exists(proc.resolve("stat"))
        ? new MachineCpu(proc)
        : ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())::getCpuLoad;
  }

  /// Over the time since the last measurement, 0 to 100.
  ///
  /// @param nanos by {@link System#nanoTime()}
  OptionalDouble percent(long nanos) {
    if (percent.isEmpty() || nanos - measuredAt >= LEAST_WINDOW) {
      double share = load.getAsDouble();
      percent = share < 0 ? OptionalDouble.empty() : OptionalDouble.of(100 * Math.min(1, share));
      measuredAt = nanos;
    }
    return percent;
  }
}
