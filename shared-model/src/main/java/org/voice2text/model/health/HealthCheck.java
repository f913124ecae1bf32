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
  public record Finding(State state, String message) {
    public static Finding healthy(String message) {
      return new Finding(State.HEALTHY, message);
    }

    public static Finding degraded(String message) {
      return new Finding(State.DEGRADED, message);
    }

    public static Finding unhealthy(String message) {
      return new Finding(State.UNHEALTHY, message);
    }

    /// For something of which there are several, and of which one is enough to serve.
    ///
    /// @param what such as `workers run`
    public static Finding ofSeveral(int good, int all, String what) {
      String message = "%d of %d %s".formatted(good, all, what);
      if (good == all) {
        return healthy(message);
      }
      return good == 0 ? unhealthy(message) : degraded(message);
    }

    public boolean healthy() {
      return state == State.HEALTHY;
    }
  }

  /// What a finding says about the thing that was looked at.
  public enum State {
    HEALTHY,
    /// It works in part, or something else stands in for it.
    DEGRADED,
    UNHEALTHY
  }
}
