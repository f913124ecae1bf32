package org.voice2text.sandbox.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.voice2text.monitoring.rules.Alert;
import org.voice2text.monitoring.rules.Alerts;
import org.voice2text.monitoring.rules.Slo;

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

  @Test
  void whatMayFollowIsAnotherAlertThatThereIs() {
    Set<String> alerts =
        Alerts.all().stream()
            .map(Alert::name)
            .flatMap(name ->
                name.startsWith("SLO")
                    ? Slo.ALL.stream().map(slo -> name + " " + slo.name())
                    : Stream.of(name))
            .collect(Collectors.toSet());

    assertThat(Scenarios.ALL)
        .allSatisfy(scenario ->
            assertThat(alerts).containsAll(scenario.followers()).contains(scenario.alert()))
        .noneMatch(scenario -> scenario.followers().contains(scenario.alert()));
  }
}
