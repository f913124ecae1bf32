package org.voice2text.sandbox.drill;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.traffic.TrafficPlan;

/// Usual traffic and no fault: no alert may fire. Confined to one thread.
final class QuietRun {
  private static final Duration LENGTH = Duration.ofMinutes(4);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int PEOPLE = 40;

  /// As many as two workers' queue is for.
  private static final double PER_SECOND = 1;

  /// @param factor by which the times of the rules were divided
  /// @param fired alerts that should not have
  /// @param done what people did
  /// @param load of the machine meanwhile
  record Result(
      int factor, Duration length, Set<String> fired, long done, MachineLoad.Shares load) {
    public Result {
      fired = Set.copyOf(fired);
    }
  }

  private QuietRun() {}

  static Result run(DrillPlace place, int factor) throws Exception {
    try (DrillStage stage = new DrillStage(place, Rewriting::offer)) {
      stage.start(factor);
      // The start itself is none of what is looked at here: it looks as a restart does.
      Duration _ =
          DrillStage.await(
              "end of the start",
              PATIENCE,
              () -> stage.prometheus().firing().stream().allMatch(Trial.BUSY::equals));
      stage
          .sandbox
          .traffic()
          .start(TrafficPlan.of(PEOPLE, PER_SECOND).to(Stage.BOT_ID).lasting(1, 10));
      Set<String> fired = new TreeSet<>();
      MachineLoad before = MachineLoad.now();
      long end = System.nanoTime() + LENGTH.toNanos();
      while (System.nanoTime() < end) {
        fired.addAll(stage.prometheus().firing());
        Thread.sleep(500);
      }
      return new Result(
          factor,
          LENGTH,
          fired,
          stage.sandbox.traffic().status().total(),
          before.until(MachineLoad.now()));
    }
  }
}
