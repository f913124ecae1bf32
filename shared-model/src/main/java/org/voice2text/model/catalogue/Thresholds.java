package org.voice2text.model.catalogue;

import java.time.Duration;

/// Limits that both alerts and pages go by, so that they cannot contradict each other.
public final class Thresholds {
  /// What the speech and language models may cost in a day before somebody is told.
  public static final int DAILY_COST_RUBLES = 500;

  /// The longest time between two readings of the business metrics. Three of them may be missed
  /// before somebody is told.
  public static final Duration LONGEST_BUSINESS_REFRESH = Duration.ofMinutes(5);

  private Thresholds() {}
}
