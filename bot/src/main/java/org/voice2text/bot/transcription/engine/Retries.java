package org.voice2text.bot.transcription.engine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats what may succeed a little later: at most three tries, with growing, randomly spread
/// pauses, all inside one deadline. Logs one line for each failed try. Thread-safe.
final class Retries {
  private static final Logger log = LoggerFactory.getLogger(Retries.class);
  static final int MOST_TRIES = 3;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /// Waits; tests move their clock instead.
  interface Sleeper {
    void sleep(Duration pause) throws InterruptedException;
  }

  private final InstantSource clock;
  private final Sleeper sleeper;
  private final RandomGenerator random;

  Retries(InstantSource clock, Sleeper sleeper, RandomGenerator random) {
    this.clock = clock;
    this.sleeper = sleeper;
    this.random = random;
  }

  /// @param deadline of all tries together
  /// @throws EngineException the failure of the last try
  Recognition transcribe(SpeechEngine engine, AudioInput audio, Duration deadline)
      throws EngineException, ConversionException, InterruptedException {
    var end = clock.instant().plus(deadline);
    for (int attempt = 1; ; attempt++) {
      try {
        return engine.transcribe(audio, Duration.between(clock.instant(), end));
      } catch (EngineException e) {
        Duration pause = e.retryAfter().orElse(pauseAfter(attempt));
        boolean again =
            e.advice() == EngineException.Advice.RETRY
                && attempt < MOST_TRIES
                && clock.instant().plus(pause).isBefore(end);
        log.warn(
            "Engine {} failed: reason {}, attempt {} of {}, {}: {}",
            engine.name(),
            e.reason().label(),
            attempt,
            MOST_TRIES,
            again ? "next in " + pause.toMillis() + " ms" : "no further attempt",
            e.getMessage());
        if (!again) {
          throw e;
        }
        sleeper.sleep(pause);
      }
    }
  }

  /// 1 s, 2 s, …, each shortened by up to a half, so that many callers do not come back at once.
  private Duration pauseAfter(int attempt) {
    long longest = FIRST_PAUSE.toMillis() << (attempt - 1);
    return Duration.ofMillis(longest - random.nextLong(longest / 2 + 1));
  }
}
