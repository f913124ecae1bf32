package org.voice2text.monitoring.rules;

import java.time.Duration;

/// How fast the rules' time passes: as it does, or compressed for a drill, in which an alert that
/// takes minutes takes seconds. Immutable.
///
/// @param factor how often a rule's time fits into true time; 1 for the true rules
public record Pace(int factor) {
  /// True time.
  public static final Pace REAL = new Pace(1);

  static final Duration SCRAPE = Duration.ofSeconds(15);

  /// Prometheus needs two samples for a rate; four survive a missed scrape.
  private static final int FEWEST_SCRAPES = 4;

  public Pace {
    if (factor < 1) {
      throw new IllegalArgumentException(
          "%d: the factor of a drill must be 1 or more, such as 60".formatted(factor));
    }
  }

  /// How often Prometheus scrapes and looks at its rules: at least a second apart.
  Duration scrape() {
    return wait(SCRAPE);
  }

  /// A range of a range vector, which must hold some scrapes.
  Duration range(Duration duration) {
    Duration shortest = scrape().multipliedBy(FEWEST_SCRAPES);
    Duration range = wait(duration);
    return range.compareTo(shortest) < 0 ? shortest : range;
  }

  /// Any other time, in whole seconds; what is not nothing stays at least a second.
  Duration wait(Duration duration) {
    if (factor == 1 || duration.isZero()) {
      return duration;
    }
    return Duration.ofSeconds(Math.max(1, duration.toSeconds() / factor));
  }

  /// In Prometheus's notation, in the largest unit that fits, such as `5m`.
  static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds > 0 && seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds > 0 && seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
