package org.voice2text.sandbox.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.voice2text.monitoring.rules.Alert;
import org.voice2text.monitoring.rules.Alerts;

final class ScenariosTest {
  @Test
  void eachAlertHasAScenarioAndEachScenarioAnAlert() {
    List<String> played = Scenarios.ALL.stream().map(Scenario::name).distinct().toList();

    assertThat(played)
        .containsExactlyInAnyOrderElementsOf(Alerts.all().stream().map(Alert::name).toList());
  }

  /// The folder of a stage is named after its scenario.
  @Test
  void eachScenarioHasANameOfItsOwn() {
    assertThat(Scenarios.ALL).extracting(Scenario::alert).doesNotHaveDuplicates();
  }
}
