package org.voice2text.sandbox.drill;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Prometheus and Alertmanager, which a machine may lack.
final class RealTools {
  private RealTools() {}

  /// Leaves the test out if one is missing, but for CI, where it fails.
  static void require() {
    for (String program : new String[] {PrometheusServer.PROGRAM, AlertmanagerServer.PROGRAM}) {
      boolean found =
          Arrays.stream(System.getenv("PATH").split(":", -1))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
      String message =
          "%s is missing: install Debian's package of that name; its test is left out"
              .formatted(program);
      if (!found && "true".equals(System.getenv("CI"))) {
        fail(message);
      } else if (!found) {
        abort(message);
      }
    }
  }
}
