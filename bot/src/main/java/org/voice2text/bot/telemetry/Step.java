package org.voice2text.bot.telemetry;

import java.util.Locale;

/// What the work on a job spends its time on.
public enum Step {
  DOWNLOAD,
  CONVERSION,
  ENGINE,
  REWRITING,
  DELIVERY;

  /// Its name in a trace, such as `job.download`.
  String operation() {
    return "job." + label();
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
