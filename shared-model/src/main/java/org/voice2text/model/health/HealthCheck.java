package org.voice2text.model.health;

import java.time.Duration;

/// One question about the health of a process.
///
/// @param name snake_case, shown as it is
/// @param essential whether the process cannot serve without it; a failing check that is not
///   essential makes the process `degraded`
/// @param deadline after which the check counts as failed
public record HealthCheck(String name, boolean essential, Duration deadline, Probe probe) {

  /// Looks once. May block up to the deadline and is interrupted then.
  @FunctionalInterface
  public interface Probe {
    Finding look() throws Exception;
  }

  /// What a look found.
  ///
  /// @param message for the operator; names no secret, address or path, because anyone may read a
  ///   health page
  public record Finding(boolean healthy, String message) {
    public static Finding healthy(String message) {
      return new Finding(true, message);
    }

    public static Finding unhealthy(String message) {
      return new Finding(false, message);
    }
  }
}
