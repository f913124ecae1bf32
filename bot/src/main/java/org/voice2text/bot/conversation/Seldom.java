package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers when something was done last, so that it is done once in a while only. Forgets with
/// the process. Thread-safe.
///
/// @param <K> what it was done for
final class Seldom<K> {
  private final Duration period;
  private final InstantSource clock;

  /// The oldest first.
  private final Map<K, Instant> last = new LinkedHashMap<>();

  Seldom(Duration period, InstantSource clock) {
    this.period = period;
    this.clock = clock;
  }

  /// Whether it was not done within the period.
  synchronized boolean isDue(K key) {
    Instant before = clock.instant().minus(period);
    boolean _ = last.values().removeIf(at -> !at.isAfter(before));
    return !last.containsKey(key);
  }

  /// It was done now.
  synchronized void done(K key) {
    Instant _ = last.put(key, clock.instant());
  }
}
