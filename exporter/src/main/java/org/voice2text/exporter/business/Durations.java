package org.voice2text.exporter.business;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.voice2text.model.event.EventSum;

/// How often something took how long, by classes of durations. Immutable.
///
/// @param counts by the class's upper limit in milliseconds, one of {@link
///   EventSum#DURATION_LIMITS}
public record Durations(Map<Long, Long> counts) {
  public static final Durations NONE = new Durations(Map.of());

  public Durations {
    counts = Map.copyOf(counts);
  }

  public Durations plus(Durations other) {
    Map<Long, Long> sum = new TreeMap<>(counts);
    other.counts.forEach((limit, count) -> sum.merge(limit, count, Long::sum));
    return new Durations(sum);
  }

  /// The duration that this share of all did not exceed, taking those of a class as evenly spread
  /// over it. Of the longest class, which has no end, its beginning is given.
  ///
  /// @param share from 0 to 1
  /// @return empty if there are none
  public Optional<Duration> quantile(double share) {
    double rank = share * counts.values().stream().mapToLong(Long::longValue).sum();
    long lower = 0;
    double below = 0;
    for (long limit : EventSum.DURATION_LIMITS) {
      long count = counts.getOrDefault(limit, 0L);
      if (count > 0 && below + count >= rank) {
        boolean open = limit == EventSum.DURATION_LIMITS.getLast();
        double part = open ? 0 : (rank - below) / count;
        return Optional.of(Duration.ofMillis(Math.round(lower + part * (limit - lower))));
      }
      below += count;
      lower = limit;
    }
    return Optional.empty();
  }
}
