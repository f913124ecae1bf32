package org.voice2text.sandbox.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/// What Linux tells about a process.
public final class ProcFs {
  /// The kernel counts CPU time in hundredths of a second.
  private static final Duration TICK = Duration.ofMillis(10);

  private ProcFs() {}

  public static long residentKilobytes(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("The kernel does not tell the memory of process " + pid);
  }

  public static Duration cpuTime(long pid) throws IOException {
    return TICK.multipliedBy(ticks(pid, 2));
  }

  /// With those that it started, as soon as they have ended.
  public static Duration cpuTimeWithChildren(long pid) throws IOException {
    return TICK.multipliedBy(ticks(pid, 4));
  }

  /// @param counters of a process: user, system, and both of its children
  private static long ticks(long pid, int counters) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    // The program's name, in parentheses, may hold spaces; the fields behind it do not.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Arrays.stream(fields).skip(11).limit(counters).mapToLong(Long::parseLong).sum();
  }

  public static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(l -> l.startsWith("model name"))
        .map(l -> l.substring(l.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown processor");
  }
}
