package org.voice2text.exporter.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import org.voice2text.exporter.live.LiveReceiver;
import org.voice2text.exporter.live.LiveState;
import org.voice2text.model.catalogue.LiveMetrics;

/// What the bots that push tell now.
///
/// @param build labels of the youngest one's build; empty if none pushes
record LiveNow(
    LiveState state,
    OptionalDouble waiting,
    OptionalDouble capacity,
    OptionalDouble running,
    Map<String, String> build) {

  /// A bot that is silent for so long is taken for down, as by the alert `BotDown`; before, it may
  /// only be restarting.
  static final Duration DOWN_AFTER = Duration.ofMinutes(2);

  LiveNow {
    build = Map.copyOf(build);
  }

  static LiveNow of(LiveReceiver live) {
    return new LiveNow(
        live.state(),
        live.gauge(LiveMetrics.QUEUE_SIZE.name()),
        live.gauge(LiveMetrics.QUEUE_CAPACITY.name()),
        live.gauge(LiveMetrics.ACTIVE_WORKERS.name()),
        live.labels(LiveMetrics.BUILD_INFO.name()));
  }

  /// How the bot looks from here.
  enum BotState {
    LIVE,
    /// It was there until a moment ago.
    STALE,
    DOWN,
    /// None has ever pushed.
    UNSEEN
  }

  BotState bot(Instant now) {
    if (state.pushing() > 0) {
      return BotState.LIVE;
    }
    if (state.lastPush().equals(Instant.EPOCH)) {
      return BotState.UNSEEN;
    }
    return state.lastPush().plus(DOWN_AFTER).isAfter(now) ? BotState.STALE : BotState.DOWN;
  }
}
