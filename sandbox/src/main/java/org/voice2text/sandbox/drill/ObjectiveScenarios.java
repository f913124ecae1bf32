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
                  stage -> burst(stage, BURST, Target.SPEECH, new Fault.HttpError(500)))
              .with("WORKERS", MANY_WORKERS)
              .with("QUEUE_CAPACITY", "100"),
          Scenario.of(
                  "SLOPage latency",
                  "downloads from Telegram take 18 s, and 60 recordings come at once for 10 workers",
                  stage ->
                      burst(stage, 60, Target.FILES, new Fault.Slow(Duration.ofSeconds(18))))
              .with("WORKERS", "10")
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
                  stage -> burst(stage, BURST, Target.SPEECH, new Fault.HttpError(500)))
              .dividedBy(360)
              .silencedAtFirst()
              .with("WORKERS", MANY_WORKERS)
              .with("QUEUE_CAPACITY", "100"));

  private ObjectiveScenarios() {}

  /// Many people speak at once while a part of the outside world fails.
  private static AutoCloseable burst(
      DrillStage stage, int recordings, Target target, Fault fault) {
    Faults.Rule rule = stage.sandbox.faults().add(target, fault);
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
