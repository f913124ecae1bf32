package org.voice2text.monitoring.rules;

import java.util.Locale;

/// How soon somebody should look.
public enum Severity {
  /// At once.
  CRITICAL,
  /// Within the day; told at most once an hour.
  WARNING,
  /// When there is time; told once a day.
  INFO;

  /// The value of the label `severity`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
