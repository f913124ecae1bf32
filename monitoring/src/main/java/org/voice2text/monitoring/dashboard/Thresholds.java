package org.voice2text.monitoring.dashboard;

import java.util.List;

/// From which value on which colour holds. Immutable.
///
/// @param base below the first step
/// @param steps rising
record Thresholds(Colour base, List<Step> steps) {
  static final Thresholds NONE = new Thresholds(Colour.BLUE, List.of());
  static final Thresholds GOOD = new Thresholds(Colour.GREEN, List.of());

  Thresholds {
    steps = List.copyOf(steps);
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i).from() <= steps.get(i - 1).from()) {
        throw new IllegalArgumentException("%s: thresholds must rise".formatted(steps));
      }
    }
  }

  record Step(double from, Colour colour) {}

  /// Good below the limit, bad from there on.
  static Thresholds above(double limit) {
    return new Thresholds(Colour.GREEN, List.of(new Step(limit, Colour.RED)));
  }

  static Thresholds above(double warning, double limit) {
    return new Thresholds(
        Colour.GREEN, List.of(new Step(warning, Colour.YELLOW), new Step(limit, Colour.RED)));
  }

  /// Bad below the limit, good from there on.
  static Thresholds below(double limit) {
    return new Thresholds(Colour.RED, List.of(new Step(limit, Colour.GREEN)));
  }

  static Thresholds below(double limit, double warning) {
    return new Thresholds(
        Colour.RED, List.of(new Step(limit, Colour.YELLOW), new Step(warning, Colour.GREEN)));
  }
}
