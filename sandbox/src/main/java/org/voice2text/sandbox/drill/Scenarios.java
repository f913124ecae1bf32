package org.voice2text.sandbox.drill;

import java.util.List;
import java.util.stream.Stream;

/// All scenarios: at least one for each alert.
final class Scenarios {
  static final List<Scenario> ALL =
      Stream.of(
              ProcessScenarios.ALL,
              SpeechScenarios.ALL,
              MachineScenarios.ALL,
              PeopleScenarios.ALL,
              ObjectiveScenarios.ALL)
          .flatMap(List::stream)
          .toList();

  private Scenarios() {}
}
