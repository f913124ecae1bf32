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
    for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
      if (line.startsWith("MemAvailable:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException("The kernel does not tell how much memory is available");
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
