package org.voice2text.sandbox.drill;

import java.time.Duration;
import java.util.Set;

/// What came of a scenario.
sealed interface Outcome {
  Scenario scenario();

  /// @param fired from the fault to the alert
  /// @param told from the alert to its message
  /// @param resolved from the fault's end to the alert's
  /// @param toldResolved from the alert's end to the message of it
  /// @param others alerts that fired as well
  record Shown(
      Scenario scenario,
      Duration fired,
      Duration told,
      Duration resolved,
      Duration toldResolved,
      Set<String> others)
      implements Outcome {
    public Shown {
      others = Set.copyOf(others);
    }
  }

  /// What had to come about and did not.
  record Failed(Scenario scenario, String reason) implements Outcome {}

  /// The fault cannot be caused on this machine.
  record NotCaused(Scenario scenario, String reason) implements Outcome {}
}
