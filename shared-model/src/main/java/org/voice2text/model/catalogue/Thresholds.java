package org.voice2text.model.catalogue;

/// Limits that both alerts and pages go by, so that they cannot contradict each other.
public final class Thresholds {
  /// What the speech and language models may cost in a day before somebody is told.
  public static final int DAILY_COST_RUBLES = 500;

  private Thresholds() {}
}
