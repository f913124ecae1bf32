package org.voice2text.sandbox.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.voice2text.sandbox.stage.AppProcess;

/// What the machine has, and how to take it away.
final class Machine {
  private Machine() {}

  static long availableMegabytes() throws IOException {
    return kilobytes("/proc/meminfo", "MemAvailable:") / 1024;
  }

  private static long kilobytes(String file, String what) throws IOException {
    for (String line : Files.readAllLines(Path.of(file))) {
      if (line.startsWith(what)) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("%s does not tell %s".formatted(file, what));
  }

  static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(l -> l.startsWith("model name"))
        .map(l -> l.substring(l.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown processor");
  }

  /// A loop for each processor. They must be closed.
  static List<AppProcess> keepBusy(Path folder) throws IOException {
    List<AppProcess> loops = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      loops.add(
          AppProcess.start(
              "loop",
              List.of("nice", "-n", "19", "sh", "-c", "while :; do :; done"),
              Map.of(),
              folder,
              folder.resolve("loop-%d.log".formatted(i))));
    }
    return loops;
  }
}
