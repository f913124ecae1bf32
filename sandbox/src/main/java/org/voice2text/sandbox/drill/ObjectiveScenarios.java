package org.voice2text.sandbox.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.fault.Target;

/// What burns the error budgets of the objectives.
final class ObjectiveScenarios {
  private static final String MANY_WORKERS = "30";
  private static final int BURST = 30;

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
                  "SLOPage availability",
                  "the speech API answers 500 to " + BURST + " recordings",
                  stage -> burst(stage, BURST, new Fault.HttpError(500)))
              .with("WORKERS", MANY_WORKERS)
              .with("QUEUE_CAPACITY", "100"),
          Scenario.of(
                  "SLOPage latency",
                  "the speech API takes 45 s, and three times as many recordings come as there are workers",
                  stage -> burst(stage, 3 * BURST, new Fault.Slow(Duration.ofSeconds(45))))
              .with("WORKERS", MANY_WORKERS)
              .with("QUEUE_CAPACITY", "200")
              .within(Duration.ofMinutes(5)),
          Scenario.of(
                  "SLOPage freshness",
                  "the bot stands still for 8 s, again and again",
                  ObjectiveScenarios::stutter)
              .dividedBy(20)
              .within(Duration.ofMinutes(5)),
          Scenario.of(
                  "SLOTicket availability",
                  "the speech API answers 500 to " + BURST + " recordings",
                  stage -> burst(stage, BURST, new Fault.HttpError(500)))
              .dividedBy(360)
              .silencedAtFirst()
              .with("WORKERS", MANY_WORKERS)
              .with("QUEUE_CAPACITY", "100"));

  private ObjectiveScenarios() {}

  /// Many people speak at once while the speech API fails.
  private static AutoCloseable burst(DrillStage stage, int recordings, Fault fault) {
    Faults.Rule rule = stage.sandbox.faults().add(Target.SPEECH, fault);
    for (int i = 0; i < recordings; i++) {
      stage.people.speak(stage.people.stranger(), 1);
    }
    return () -> stage.sandbox.faults().remove(rule.id());
  }

  /// A bot that tells nothing counts as down after 5 s, and as an alert of its own only when that
  /// lasts.
  private static AutoCloseable stutter(DrillStage stage) {
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (true) {
                  stage.bot().freeze();
                  Thread.sleep(Duration.ofSeconds(8));
                  stage.bot().thaw();
                  Thread.sleep(Duration.ofSeconds(8));
                }
              } catch (InterruptedException _) {
                // Enough.
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return () -> {
      thread.interrupt();
      thread.join();
      stage.bot().thaw();
    };
  }
}
