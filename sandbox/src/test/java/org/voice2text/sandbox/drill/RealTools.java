package org.voice2text.sandbox.drill;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;

/// Prometheus and Alertmanager, which a machine may lack.
final class RealTools {
  private RealTools() {}

  /// Leaves the test out if one is missing, but for CI, where it fails.
  static void require() {
    List<String> missing = Programs.missing(PrometheusServer.PROGRAM, AlertmanagerServer.PROGRAM);
    if (missing.isEmpty()) {
      return;
    }
    String message =
        "missing: %s; install Debian's packages of these names"
            .formatted(String.join(", ", missing));
    if ("true".equals(System.getenv("CI"))) {
      fail(message);
    } else {
      abort(message);
    }
  }
}
