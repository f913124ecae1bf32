package org.voice2text.sandbox.drill;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.voice2text.monitoring.rules.Alert;
import org.voice2text.monitoring.rules.Alerts;
import org.voice2text.monitoring.rules.Pace;

/// Whether an alert that fired did so as its rule promises, and nothing fired beside it that does
/// not follow from the fault. Immutable.
///
/// @param within how long after the fault it had to fire
/// @param late whether it took longer
/// @param unexpected what fired beside it and should not have
record Judgement(Duration within, boolean late, Set<String> unexpected) {
  /// For processes that wait for a processor, and for the looks of bot and exporter that pass in
  /// true time: five seconds without a word from the bot, for one.
  private static final Duration SLACK = Duration.ofSeconds(10);

  private static final Map<String, Alert> ALERTS =
      Alerts.all().stream().collect(Collectors.toMap(Alert::name, a -> a));

  static Judgement of(Outcome.Shown shown) {
    Scenario scenario = shown.scenario();
    Set<String> unexpected = new TreeSet<>(shown.others());
    unexpected.removeAll(scenario.followers());
    if (!scenario.alone()) {
      // Other scenarios are played beside it.
      unexpected.remove(Trial.BUSY);
    }
    Duration within = within(scenario);
    return new Judgement(within, shown.fired().compareTo(within) > 0, Set.copyOf(unexpected));
  }

  /// The time that the rule needs, divided as the drill's rules are, and what no drill divides.
  private static Duration within(Scenario scenario) {
    return alert(scenario)
        .firesWithin(new Pace(scenario.factor()))
        .plus(scenario.takes())
        .plus(SLACK);
  }

  static Alert alert(Scenario scenario) {
    return Objects.requireNonNull(ALERTS.get(scenario.name()), scenario.name());
  }

  boolean passed() {
    return !late && unexpected.isEmpty();
  }
}
