package org.voice2text.sandbox.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/// Plays one scenario from a healthy stage through the fault to a healthy stage. Confined to one
/// thread.
final class Trial {
  /// Fires where other work goes on beside the drill.
  static final String BUSY = "HighCPUUsage";

  private static final Duration QUIET_PATIENCE = Duration.ofMinutes(3);

  /// What is only worth knowing is told each two minutes.
  private static final Duration PATIENCE_FOR_MESSAGES = Duration.ofMinutes(3);

  private final Scenario scenario;
  private final DrillPlace place;
  private final Set<String> others = new TreeSet<>();

  Trial(Scenario scenario, DrillPlace place) {
    this.scenario = scenario;
    this.place = place;
  }

  Outcome run() throws InterruptedException {
    try (DrillStage stage = new DrillStage(place, scenario.preparation())) {
      stage.start(scenario.factor());
      return play(stage);
    } catch (Scenario.NotPossible e) {
      return new Outcome.NotCaused(scenario, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return new Outcome.Failed(scenario, e.toString());
    }
  }

  private Outcome play(DrillStage stage) throws Exception {
    // What the start of all these processes looks like to the rules must be over.
    Duration _ = DrillStage.await("quiet before the fault", QUIET_PATIENCE, () -> quiet(stage));
    others.clear();
    int messages = stage.inbox.messages().size();
    Duration fired;
    Duration told;
    AutoCloseable fault = scenario.cause().begin(stage);
    try (fault) {
      fired = DrillStage.await("alert", scenario.patience(), () -> fires(stage));
      told = scenario.silenced() ? Duration.ZERO : awaitMessage(stage, messages);
    }
    if (scenario.silenced()) {
      told = awaitMessage(stage, messages);
    }
    Duration resolved =
        DrillStage.await("end of the alert", scenario.patience(), () -> !fires(stage));
    Duration toldResolved =
        DrillStage.await(
            "message of the alert's end",
            PATIENCE_FOR_MESSAGES,
            () -> stage.inbox.tellsEndOf(scenario.alert(), messages));
    others.remove(scenario.alert());
    return new Outcome.Shown(scenario, fired, told, resolved, toldResolved, others);
  }

  private Duration awaitMessage(DrillStage stage, int from)
      throws IOException, InterruptedException {
    return DrillStage.await(
        "message of the alert",
        scenario.silenced() ? scenario.patience() : PATIENCE_FOR_MESSAGES,
        () -> stage.inbox.tells(scenario.alert(), from));
  }

  /// A machine on which several stages start at once may well be busy.
  private boolean quiet(DrillStage stage) throws IOException, InterruptedException {
    Set<String> firing = stage.prometheus().firing();
    return !firing.contains(scenario.alert()) && firing.stream().allMatch(BUSY::equals);
  }

  private boolean fires(DrillStage stage) throws IOException, InterruptedException {
    Set<String> firing = stage.prometheus().firing();
    others.addAll(firing);
    return firing.contains(scenario.alert());
  }
}
