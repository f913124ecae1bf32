package org.voice2text.monitoring.rules;

import java.time.Duration;

/// Times of which the rules are made.
final class Windows {
  static final Duration MINUTES_2 = Duration.ofMinutes(2);
  static final Duration MINUTES_5 = Duration.ofMinutes(5);
  static final Duration MINUTES_10 = Duration.ofMinutes(10);
  static final Duration MINUTES_15 = Duration.ofMinutes(15);
  static final Duration MINUTES_30 = Duration.ofMinutes(30);
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration HOURS_2 = Duration.ofHours(2);
  static final Duration HOURS_6 = Duration.ofHours(6);
  static final Duration DAY = Duration.ofDays(1);
  static final Duration DAYS_3 = Duration.ofDays(3);
  static final Duration DAYS_30 = Duration.ofDays(30);

  private Windows() {}
}
