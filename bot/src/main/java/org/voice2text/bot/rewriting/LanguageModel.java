package org.voice2text.bot.rewriting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.rewriting.ChatException.Kind;

/// The language model with what guards it: a bound on requests at the same time, on those of one
/// person too, a deadline, and retries of what may pass with growing, randomly spread pauses.
/// Thread-safe.
final class LanguageModel {
  private static final Logger log = LoggerFactory.getLogger(LanguageModel.class);
  static final int AT_A_TIME = 4;

  /// One is left for somebody else, however many texts a person wants.
  static final int OF_ONE_PERSON = AT_A_TIME - 1;

  static final int MOST_TRIES = 3;
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(90);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /// Waits; tests move their clock instead.
  interface Sleeper {
    void sleep(Duration pause) throws InterruptedException;
  }

  private final ChatClient client;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final RandomGenerator random;
  private final Turns turns = new Turns(AT_A_TIME, OF_ONE_PERSON);
  private final ModelHealth health;

  LanguageModel(ChatClient client, InstantSource clock, Sleeper sleeper, RandomGenerator random) {
    this.client = client;
    this.clock = clock;
    this.sleeper = sleeper;
    this.random = random;
    this.health = new ModelHealth(clock);
  }

  String name() {
    return client.model();
  }

  ModelHealth health() {
    return health;
  }

  /// @param person for whom it is; everybody gets their turn
  /// @param end of all tries together
  /// @throws ChatException the failure of the last try
  String complete(
      Object person, String instructions, ObjectNode data, Instant end, Consumer<Usage> bill)
      throws ChatException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        String text = attempt(person, instructions, data, end, bill);
        health.succeeded();
        return text;
      } catch (ChatException e) {
        health.failed(e);
        Duration pause = e.retryAfter().orElse(pauseAfter(attempt));
        boolean again =
            e.mayPass() && attempt < MOST_TRIES && clock.instant().plus(pause).isBefore(end);
        log.warn(
            "The language model failed: {}, attempt {} of {}, {}: {}",
            e.kind(),
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

  private String attempt(
      Object person, String instructions, ObjectNode data, Instant end, Consumer<Usage> bill)
      throws ChatException, InterruptedException {
    if (!turns.begin(person, remaining(end))) {
      throw new ChatException(
          Kind.TIMEOUT, "busy with %d other requests until the deadline".formatted(AT_A_TIME));
    }
    try {
      Duration left = remaining(end);
      return client.complete(
          instructions, data, left.compareTo(LONGEST_REQUEST) < 0 ? left : LONGEST_REQUEST, bill);
    } finally {
      turns.end(person);
    }
  }

  private Duration remaining(Instant end) {
    return Duration.between(clock.instant(), end);
  }

  /// 1 s, 2 s, …, each shortened by up to a half, so that many callers do not come back at once.
  private Duration pauseAfter(int attempt) {
    long longest = FIRST_PAUSE.toMillis() << (attempt - 1);
    return Duration.ofMillis(longest - random.nextLong(longest / 2 + 1));
  }
}
