package org.voice2text.exporter.host;

import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.voice2text.exporter.live.BotProcess;

/// How much processor time a bot takes, from the total that it tells. Confined to one thread.
final class BotCpu {
  /// A bot reads its values anew every 10 s.
  private static final Duration LEAST_WINDOW = Duration.ofSeconds(4);

  private @Nullable BotProcess last;
  private OptionalDouble percent = OptionalDouble.empty();

  /// Over the time since the last measurement, or of a bot that was not measured yet since its
  /// start. 100 is one processor; several can make more. Empty if the bot does not tell.
  OptionalDouble percent(BotProcess now) {
    BotProcess before = last;
    if (before == null || !before.sessionId().equals(now.sessionId())) {
      percent = share(now.cpuSeconds(), now.age());
      last = now;
    } else if (now.age().minus(before.age()).compareTo(LEAST_WINDOW) >= 0) {
      OptionalDouble used =
          now.cpuSeconds().isPresent() && before.cpuSeconds().isPresent()
              ? OptionalDouble.of(
                  now.cpuSeconds().getAsDouble() - before.cpuSeconds().getAsDouble())
              : OptionalDouble.empty();
      percent = share(used, now.age().minus(before.age()));
      last = now;
    }
    return percent;
  }

  private static OptionalDouble share(OptionalDouble seconds, Duration window) {
    if (seconds.isEmpty() || !window.isPositive()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Math.max(0, 100 * seconds.getAsDouble() / (window.toNanos() / 1e9)));
  }
}
