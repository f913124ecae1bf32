package org.voice2text.exporter.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an exporter must know, in plain numbers: the last frame of each session, and the sums of
/// those that ended. A series has one number for a counter, and the count of each possible
/// observation for a histogram.
final class LedgerModel {
  private static final Duration SILENCE = Duration.ofSeconds(5);
  private static final Duration DEAD = Duration.ofHours(24);
  private static final Duration FORGOTTEN = Duration.ofDays(30);

  private final Map<String, Known> sessions = new HashMap<>();
  private final Map<String, Closed> closed = new HashMap<>();
  private final Set<String> ended = new HashSet<>();

  /// @param schema resolution of the native histogram; the highest number for a counter
  @SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
  record Series(double[] values, int schema) {
    static final Series NONE = new Series(new double[0], Integer.MAX_VALUE);

    Series plus(Series other) {
      double[] sum = new double[Math.max(values.length, other.values.length)];
      for (int i = 0; i < sum.length; i++) {
        sum[i] = at(i) + other.at(i);
      }
      return new Series(sum, Math.min(schema, other.schema));
    }

    @Override
    public String toString() {
      return Arrays.toString(values) + (schema == Integer.MAX_VALUE ? "" : " schema " + schema);
    }

    private double at(int index) {
      return index < values.length ? values[index] : 0;
    }
  }

  record Frame(long sequence, Instant processStart, Map<String, Series> series, double gauge) {}

  private record Known(Frame last, Instant at) {}

  private record Closed(Series sum, Instant lastSeen) {}

  LedgerModel copy() {
    LedgerModel copy = new LedgerModel();
    copy.sessions.putAll(sessions);
    copy.closed.putAll(closed);
    copy.ended.addAll(ended);
    return copy;
  }

  boolean takes(String session, long sequence) {
    Known known = sessions.get(session);
    return !ended.contains(session) && (known == null || sequence > known.last.sequence);
  }

  void apply(String session, Frame frame, Instant now) {
    sessions.put(session, new Known(frame, now));
  }

  void goodbye(String session, Instant now) {
    fold(session, now);
  }

  private void fold(String session, Instant lastSeen) {
    Known known = sessions.remove(session);
    ended.add(session);
    if (known != null) {
      known.last.series.forEach((name, series) ->
          closed.merge(
              name,
              new Closed(series, lastSeen),
              (a, b) -> new Closed(a.sum.plus(b.sum), later(a.lastSeen, b.lastSeen))));
    }
  }

  /// Folds what is dead; series that nobody reports any more leave.
  ///
  /// @return the series that left
  Set<String> tidy(Instant now) {
    Map.copyOf(sessions)
        .forEach((id, known) -> {
          if (known.at.plus(DEAD).isBefore(now) && isReplaced(known, now)) {
            fold(id, known.at);
          }
        });
    for (Known known : sessions.values()) {
      if (!isSilent(known, now)) {
        known.last.series.keySet().stream()
            .filter(closed::containsKey)
            .forEach(name -> closed.put(name, new Closed(closed.get(name).sum, now)));
      }
    }
    Set<String> left = new HashSet<>(closed.keySet());
    closed.values().removeIf(series -> series.lastSeen.plus(FORGOTTEN).isBefore(now));
    left.removeAll(closed.keySet());
    return left;
  }

  private boolean isReplaced(Known session, Instant now) {
    return sessions.values().stream()
        .anyMatch(other ->
            other.last.processStart.isAfter(session.last.processStart) && !isSilent(other, now));
  }

  private static boolean isSilent(Known session, Instant now) {
    return session.at.plus(SILENCE).isBefore(now);
  }

  /// What is to be served of each series.
  Map<String, Series> served() {
    Map<String, Series> served = new HashMap<>();
    closed.forEach((name, series) -> served.put(name, series.sum));
    sessions
        .values()
        .forEach(known ->
            known.last.series.forEach((name, series) -> served.merge(name, series, Series::plus)));
    return served;
  }

  /// The gauge of the youngest process that is heard of.
  Optional<Double> gauge(Instant now) {
    return sessions.values().stream()
        .filter(known -> !isSilent(known, now))
        .max(Comparator.comparing(known -> known.last.processStart))
        .map(known -> known.last.gauge);
  }

  int pushing(Instant now) {
    return (int) sessions.values().stream().filter(known -> !isSilent(known, now)).count();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
