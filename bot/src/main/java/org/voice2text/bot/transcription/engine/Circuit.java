package org.voice2text.bot.transcription.engine;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.model.event.FailureReason;

/// Keeps requests from an engine that keeps failing: after at least three requests of which half
/// failed it stays open for 30 s, then lets one request try. Every [#tryEnter] that returned true
/// is followed by exactly one of the other calls. Thread-safe.
final class Circuit {
  private static final Logger log = LoggerFactory.getLogger(Circuit.class);
  static final Duration WAIT = Duration.ofSeconds(30);
  private static final int WINDOW = 10;
  private static final int FEWEST_REQUESTS = 3;

  private final CircuitBreaker breaker;
  private final InstantSource clock;
  private volatile Instant openUntil = Instant.EPOCH;

  Circuit(String name, InstantSource clock) {
    this.clock = clock;
    breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(FEWEST_REQUESTS)
                .failureRateThreshold(50)
                .waitDurationInOpenState(WAIT)
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(new SourceClock(clock))
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(event -> changed(name, event.getStateTransition().getToState()));
  }

  private void changed(String name, CircuitBreaker.State state) {
    if (state == CircuitBreaker.State.OPEN) {
      openUntil = clock.instant().plus(WAIT);
    }
    log.warn("The circuit of the engine {} is now {}", name, state);
  }

  boolean tryEnter() {
    return breaker.tryAcquirePermission();
  }

  void succeeded() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  /// The request says nothing about the engine: it was cancelled, or the audio was at fault.
  void left() {
    breaker.releasePermission();
  }

  void failed(EngineException failure) {
    if (failure.reason() == FailureReason.UNSUPPORTED) {
      left();
      return;
    }
    breaker.onError(0, TimeUnit.NANOSECONDS, failure);
    if (failure.advice() == EngineException.Advice.OPEN_CIRCUIT) {
      breaker.transitionToOpenState();
    }
  }

  /// How long no request is let through; nothing when one may be.
  Optional<Duration> obstruction() {
    Duration left = Duration.between(clock.instant(), openUntil);
    return breaker.getState() == CircuitBreaker.State.OPEN && left.isPositive()
        ? Optional.of(left)
        : Optional.empty();
  }

  /// The library itself notes the end of the wait only when the next request comes, which may be
  /// one that waits for this answer.
  EngineHealth.Circuit state() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN ->
          clock.instant().isBefore(openUntil)
              ? EngineHealth.Circuit.OPEN
              : EngineHealth.Circuit.HALF_OPEN;
      case HALF_OPEN -> EngineHealth.Circuit.HALF_OPEN;
      case CLOSED, DISABLED, METRICS_ONLY -> EngineHealth.Circuit.CLOSED;
    };
  }

  /// The library wants a clock with a zone, of which it makes no use.
  private static final class SourceClock extends Clock {
    private final InstantSource source;

    SourceClock(InstantSource source) {
      this.source = source;
    }

    @Override
    public Instant instant() {
      return source.instant();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return source.withZone(zone);
    }
  }
}
