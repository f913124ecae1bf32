package org.voice2text.exporter.host;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.voice2text.exporter.host.CgroupMemory.Limit;

/// Reads how much memory there is. The JDK knows the limits of containers too, but counts the file
/// cache as used, which on a busy machine is most of the memory. So on Linux the kernel's own
/// account is read.
final class MemoryReader {
  private final Path meminfo;
  private final CgroupMemory cgroup;
  private final HostScope scope;

  /// @param proc where `/proc` is
  /// @param cgroups where `/sys/fs/cgroup` is
  MemoryReader(Path proc, Path cgroups, HostScope scope) {
    this.meminfo = proc.resolve("meminfo");
    this.cgroup = new CgroupMemory(proc, cgroups);
    this.scope = scope;
  }

  Memory read() throws IOException {
    return Files.exists(meminfo) ? readLinux() : readElsewhere();
  }

  private Memory readLinux() throws IOException {
    Map<String, Long> kibibytes = KernelFile.values(meminfo);
    long machine = kibibytes.getOrDefault("MemTotal", 0L) * 1024;
    long available = kibibytes.getOrDefault("MemAvailable", 0L) * 1024;
    Optional<Limit> limit =
        scope == HostScope.MACHINE
            ? Optional.empty()
            : cgroup.read().filter(l -> l.bytes() < machine);
    return limit
        .map(l ->
            new Memory(
                l.bytes(),
                Math.min(l.used(), l.bytes()),
                // The machine may have less left than the container may use.
                Math.min(Math.max(0, l.bytes() - l.used()), available),
                machine))
        .orElseGet(() -> new Memory(machine, machine - available, available, machine));
  }

  private static Memory readElsewhere() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long total = system.getTotalMemorySize();
    long free = system.getFreeMemorySize();
    return new Memory(total, total - free, free, total);
  }
}
