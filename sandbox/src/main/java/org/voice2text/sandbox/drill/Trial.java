package org.voice2text.sandbox.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/// Plays one scenario from a healthy stage through the fault to a healthy stage. Confined to one
/// thread.
final class Trial {
  private static final Duration PATIENCE_FOR_MESSAGES = Duration.ofSeconds(60);

  private final Scenario scenario;
  private final DrillPlace place;
  private final Set<String> seen = new TreeSet<>();

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
    String alert = scenario.alert();
    // What the start of all these processes looks like to the rules must be over.
    Duration _ =
        DrillStage.await("quiet before the fault", scenario.patience(), () -> !fires(stage));
    seen.clear();
    int messages = stage.inbox.messages().size();
    Duration fired;
    Duration told;
    long start = System.nanoTime();
    try (AutoCloseable _ = scenario.cause().begin(stage)) {
      DrillStage.await("alert", scenario.patience(), () -> fires(stage));
      fired = Duration.ofNanos(System.nanoTime() - start);
      told =
          DrillStage.await(
              "message of the alert", PATIENCE_FOR_MESSAGES, () -> stage.inbox.tells(alert, messages));
    }
    Duration resolved =
        DrillStage.await("end of the alert", scenario.patience(), () -> !fires(stage));
    Duration toldResolved =
        DrillStage.await(
            "message of the alert's end",
            PATIENCE_FOR_MESSAGES,
            () -> stage.inbox.tellsEndOf(alert, messages));
    seen.remove(alert);
    return new Outcome.Shown(scenario, fired, told, resolved, toldResolved, seen);
  }

  private boolean fires(DrillStage stage) throws IOException, InterruptedException {
    Set<String> firing = stage.prometheus().firing();
    seen.addAll(firing);
    return firing.contains(scenario.alert());
  }
}
