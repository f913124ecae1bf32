package org.voice2text.model.report;

import java.util.Optional;
import org.voice2text.model.config.Setting;
import org.voice2text.model.config.Settings;

/// Where a process reports its errors to, and under which names.
///
/// @param dsn the address, with its key
/// @param release such as `voice2text@1.2.0`
/// @param process which of ours it is, such as `bot`
/// @param tracesSampleRate share of the work that is traced, 0 to 1; 0 for a process without traces
public record ReportConfig(
    String dsn, String environment, String release, String process, double tracesSampleRate) {

  /// Nothing when `SENTRY_DSN` is not set.
  public static Optional<ReportConfig> of(
      Settings settings, String version, String process, double tracesSampleRate) {
    return settings
        .text(Setting.SENTRY_DSN)
        .map(dsn ->
            new ReportConfig(
                dsn,
                settings.text(Setting.SENTRY_ENVIRONMENT).orElseThrow(),
                "voice2text@" + version,
                process,
                tracesSampleRate));
  }

  /// Without the address, which holds a key.
  @Override
  public String toString() {
    return "ReportConfig[environment=%s, release=%s]".formatted(environment, release);
  }
}
