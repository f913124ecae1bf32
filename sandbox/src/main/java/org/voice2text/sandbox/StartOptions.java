package org.voice2text.sandbox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.StartupException;
import org.voice2text.sandbox.traffic.TrafficPlan;

/// What may be said to the sandbox on its command line.
final class StartOptions {
  private static final Pattern TRAFFIC =
      Pattern.compile("--traffic=(\\d{1,5}),(\\d{1,4}(?:\\.\\d+)?)");

  private StartOptions() {}

  /// @throws StartupException for anything that is not an option
  static Optional<TrafficPlan> traffic(String... args) {
    Optional<TrafficPlan> plan = Optional.empty();
    for (String arg : args) {
      plan = Optional.of(plan(arg));
    }
    return plan;
  }

  private static TrafficPlan plan(String arg) {
    Matcher matcher = TRAFFIC.matcher(arg);
    if (!matcher.matches()) {
      throw bad(arg, "there is no such option; use --traffic=USERS,PER_SECOND");
    }
    try {
      return TrafficPlan.of(
          Integer.parseInt(matcher.group(1)), Double.parseDouble(matcher.group(2)));
    } catch (IllegalArgumentException e) {
      throw bad(arg, String.valueOf(e.getMessage()));
    }
  }

  private static StartupException bad(String arg, String rule) {
    return new StartupException(ExitCode.BAD_CONFIGURATION, arg + ": " + rule);
  }
}
