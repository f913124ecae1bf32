package org.voice2text.sandbox.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Plays scenarios, several side by side, each on a stage of its own; those that need the machine
/// to themselves at the end. Confined to one thread.
final class Trials {
  private final DrillPlace place;
  private final int sideBySide;
  private final Consumer<Outcome> progress;

  /// @param progress is told of each outcome when it is there, by any thread
  Trials(DrillPlace place, int sideBySide, Consumer<Outcome> progress) {
    this.place = place;
    this.sideBySide = sideBySide;
    this.progress = progress;
  }

  /// @return the outcomes in the order of the scenarios
  List<Outcome> run(List<Scenario> scenarios) throws InterruptedException, ExecutionException {
    List<Future<Outcome>> together = new ArrayList<>();
    List<Future<Outcome>> alone = new ArrayList<>();
    try (ExecutorService side = Executors.newFixedThreadPool(sideBySide);
        ExecutorService single = Executors.newSingleThreadExecutor()) {
      try {
        for (Scenario scenario : scenarios) {
          if (!scenario.alone()) {
            together.add(side.submit(() -> play(scenario)));
          }
        }
        List<Outcome> outcomes = collect(together);
        for (Scenario scenario : scenarios) {
          if (scenario.alone()) {
            alone.add(single.submit(() -> play(scenario)));
          }
        }
        outcomes.addAll(collect(alone));
        outcomes.sort((a, b) ->
            Integer.compare(scenarios.indexOf(a.scenario()), scenarios.indexOf(b.scenario())));
        return outcomes;
      } finally {
        // After an interrupt each trial ends its processes.
        List<Runnable> _ = side.shutdownNow();
        List<Runnable> _ = single.shutdownNow();
      }
    }
  }

  private Outcome play(Scenario scenario) throws InterruptedException {
    Outcome outcome = new Trial(scenario, place.in(scenario.alert().replace(' ', '-'))).run();
    progress.accept(outcome);
    return outcome;
  }

  private static List<Outcome> collect(List<Future<Outcome>> futures)
      throws InterruptedException, ExecutionException {
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> future : futures) {
      outcomes.add(future.get());
    }
    return outcomes;
  }
}
