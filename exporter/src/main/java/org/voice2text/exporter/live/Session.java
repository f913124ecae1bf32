package org.voice2text.exporter.live;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.live.LiveFrame.Hello;

/// What one process has told so far. Confined to the ledger's lock.
final class Session {
  private static final Duration MIN_SILENCE = Duration.ofSeconds(5);
  private static final int MISSED_PUSHES = 20;

  private Hello hello;
  private long lastSequence;
  private Instant lastFrameAt;
  private long contentVersion;
  private Map<String, Family> families = new TreeMap<>();

  Session(Hello hello, Instant now) {
    this.hello = hello;
    this.lastFrameAt = now;
  }

  static Session restored(
      Hello hello, long lastSequence, Instant lastFrameAt, Collection<Family> families) {
    Session session = new Session(hello, lastFrameAt);
    session.lastSequence = lastSequence;
    families.forEach(family -> session.families.put(family.name(), family));
    return session;
  }

  Hello hello() {
    return hello;
  }

  void setHello(Hello newHello) {
    hello = newHello;
  }

  long lastSequence() {
    return lastSequence;
  }

  Instant lastFrameAt() {
    return lastFrameAt;
  }

  Map<String, Family> families() {
    return families;
  }

  /// The ledger's content version at the last change of a value.
  long contentVersion() {
    return contentVersion;
  }

  void changedAt(long newContentVersion) {
    contentVersion = newContentVersion;
  }

  int seriesCount() {
    return families.values().stream().mapToInt(family -> family.points().size()).sum();
  }

  /// After how long without a frame a sender counts as silent.
  static Duration silence(Duration pushInterval) {
    Duration missed = pushInterval.multipliedBy(MISSED_PUSHES);
    return missed.compareTo(MIN_SILENCE) > 0 ? missed : MIN_SILENCE;
  }

  boolean isSilent(Instant now) {
    return lastSequence == 0 || lastFrameAt.plus(silence(hello.pushInterval())).isBefore(now);
  }

  void touch(long sequence, Instant now) {
    lastSequence = sequence;
    lastFrameAt = now;
  }

  /// Takes a complete state. Cumulative series that are missing from it keep their last values, or
  /// the served sum would fall. While nothing changes, the families stay the same objects.
  ///
  /// @return whether anything changed
  boolean replace(Collection<Family> current, SeriesRestart restart) {
    Map<String, Family> next = new TreeMap<>();
    families.values().stream()
        .filter(family -> family.kind().isCumulative())
        .forEach(family -> next.put(family.name(), family));
    for (Family family : current) {
      next.put(family.name(), succeed(families.get(family.name()), family, restart));
    }
    if (next.equals(families)) {
      return false;
    }
    families = next;
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // Other lists with equal points need no quick way.
  private static Family succeed(@Nullable Family former, Family current, SeriesRestart restart) {
    if (former == null || former.kind() != current.kind()) {
      return current;
    }
    if (former.points() == current.points()) {
      return former;
    }
    return current.kind().isCumulative() ? join(former, current, restart) : current;
  }

  /// Is told of series that began anew, and of values that fell though they may not.
  interface SeriesRestart extends BiConsumer<Family, DataPointSnapshot> {
    void fell(Family family);
  }

  /// Joins two lists that are sorted by labels.
  private static Family join(Family former, Family current, SeriesRestart restart) {
    List<DataPointSnapshot> joined = new ArrayList<>(current.points().size());
    int i = 0;
    for (DataPointSnapshot point : current.points()) {
      int order = -1;
      while (i < former.points().size()
          && (order = former.points().get(i).getLabels().compareTo(point.getLabels())) < 0) {
        joined.add(former.points().get(i++));
      }
      joined.add(
          i < former.points().size() && order == 0
              ? succeed(current, former.points().get(i++), point, restart)
              : point);
    }
    joined.addAll(former.points().subList(i, former.points().size()));
    // Points are equal only if they are the same.
    return joined.equals(current.points())
        ? current
        : new Family(current.kind(), current.metadata(), List.copyOf(joined));
  }

  private static DataPointSnapshot succeed(
      Family family, DataPointSnapshot former, DataPointSnapshot point, SeriesRestart restart) {
    boolean beganAnew =
        former.hasCreatedTimestamp()
            && point.getCreatedTimestampMillis() > former.getCreatedTimestampMillis();
    if (beganAnew) {
      restart.accept(family, former);
      return point;
    }
    if (size(point) < size(former)) {
      restart.fell(family);
      return former;
    }
    return point;
  }

  private static double size(DataPointSnapshot point) {
    return switch (point) {
      case CounterDataPointSnapshot counter -> counter.getValue();
      case DistributionDataPointSnapshot distribution -> distribution.getCount();
      default -> throw new IllegalArgumentException("Not cumulative: " + point.getClass());
    };
  }
}
