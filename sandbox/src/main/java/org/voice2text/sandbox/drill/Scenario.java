package org.voice2text.sandbox.drill;

import java.io.Serial;
import java.time.Duration;
import java.util.Set;
import org.voice2text.sandbox.stage.Stage;

/// An alert and the fault that makes it fire.
///
/// @param alert its name, with the objective's if it is on one
/// @param fault what is done, for people
/// @param factor by which the times of the rules are divided: the longest window that the alert
///   looks back over must become a matter of a few minutes
/// @param preparation of the stage before anything starts
/// @param cause brings the fault about
/// @param silenced whether another alert silences it while the fault lasts, so that its message
///   comes when that one is over
/// @param alone whether nothing else may run on the machine at that time
/// @param takes how long the fault takes, in real time, until all that the alert looks at is
///   spoilt, where that is no matter of a moment
/// @param followers alerts that may fire as well, because they follow from the fault
/// @param patience for the alert to fire, and again to resolve, in real time: longer than it may
///   take, so that the report tells how late it was
record Scenario(
    String alert,
    String fault,
    int factor,
    Preparation preparation,
    Cause cause,
    boolean silenced,
    boolean alone,
    Duration takes,
    Set<String> followers,
    Duration patience) {
  static final int USUAL_FACTOR = 60;
  private static final Duration USUAL_PATIENCE = Duration.ofMinutes(3);

  Scenario {
    followers = Set.copyOf(followers);
  }

  /// Sets up what the processes find when they start.
  @FunctionalInterface
  interface Preparation {
    /// @return undoes it once all processes have ended
    AutoCloseable prepare(Stage stage) throws Exception;

    default Preparation and(Preparation other) {
      return stage -> {
        AutoCloseable first = prepare(stage);
        try {
          AutoCloseable second = other.prepare(stage);
          return () -> {
            try (first) {
              second.close();
            }
          };
        } catch (Exception e) {
          first.close();
          throw e;
        }
      };
    }
  }

  /// Brings a fault about.
  @FunctionalInterface
  interface Cause {
    /// @return takes the fault away
    AutoCloseable begin(DrillStage stage) throws Exception;
  }

  /// The fault cannot be caused on this machine.
  static final class NotPossible extends Exception {
    @Serial private static final long serialVersionUID = 1;

    NotPossible(String reason) {
      super(reason);
    }
  }

  static Scenario of(String alert, String fault, Cause cause) {
    return new Scenario(
        alert,
        fault,
        USUAL_FACTOR,
        _ -> () -> {},
        cause,
        false,
        false,
        Duration.ZERO,
        Set.of(),
        USUAL_PATIENCE);
  }

  /// An alert that no honest fault brings about.
  static Scenario never(String alert, String reason) {
    return of(alert, "–", _ -> () -> {})
        .prepared(_ -> {
          throw new NotPossible(reason);
        });
  }

  /// The alert's, without an objective's.
  String name() {
    return alert.split(" ", -1)[0];
  }

  Scenario dividedBy(int newFactor) {
    return copy(newFactor, preparation, silenced, alone, takes, followers, patience);
  }

  Scenario prepared(Preparation more) {
    return copy(factor, preparation.and(more), silenced, alone, takes, followers, patience);
  }

  Scenario with(String setting, String value) {
    return prepared(stage -> {
      Stage _ = stage.with(setting, value);
      return () -> {};
    });
  }

  Scenario silencedAtFirst() {
    return copy(factor, preparation, true, alone, takes, followers, patience);
  }

  Scenario onItsOwn() {
    return copy(factor, preparation, silenced, true, takes, followers, patience);
  }

  Scenario taking(Duration duration) {
    return copy(factor, preparation, silenced, alone, duration, followers, patience);
  }

  Scenario followedBy(String... alerts) {
    return copy(factor, preparation, silenced, alone, takes, Set.of(alerts), patience);
  }

  Scenario within(Duration newPatience) {
    return copy(factor, preparation, silenced, alone, takes, followers, newPatience);
  }

  private Scenario copy(
      int newFactor,
      Preparation newPreparation,
      boolean nowSilenced,
      boolean nowAlone,
      Duration nowTakes,
      Set<String> newFollowers,
      Duration newPatience) {
    return new Scenario(
        alert,
        fault,
        newFactor,
        newPreparation,
        cause,
        nowSilenced,
        nowAlone,
        nowTakes,
        newFollowers,
        newPatience);
  }
}
