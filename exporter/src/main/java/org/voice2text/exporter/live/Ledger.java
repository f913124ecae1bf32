package org.voice2text.exporter.live;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voice2text.exporter.live.ClosedSeries.ClosedFamily;
import org.voice2text.exporter.live.LedgerImage.SessionImage;
import org.voice2text.exporter.live.Session.SeriesRestart;
import org.voice2text.model.live.LiveFrame.Hello;
import org.voice2text.model.live.LiveProtocolException;
import org.voice2text.model.live.LiveRejection;

/// Keeps the sums of all sessions, past and present, so that no restart loses a count. A session
/// that says goodbye is folded into the closed part. A silent one is kept as it is, because its
/// process may only be stopped or cut off: its counters count on, and when its frames come again
/// nothing is counted twice. Thread-safe.
final class Ledger {
  /// A replaced session that stays silent for so long is taken for dead.
  private static final Duration DEAD_AFTER = Duration.ofHours(24);

  private static final Duration KEEP_UNTOUCHED = Duration.ofDays(30);

  /// Of a ledger that knows no more than its checkpoint.
  static final long FIRST_VERSION = 1;

  private static final int MAX_SESSIONS = 64;
  private static final int MAX_ENDED = 1_000;

  private final InstantSource clock;
  private final LiveStats stats;
  private final int maxSeries;
  private final ClosedSeries closed = new ClosedSeries();
  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final LinkedHashSet<String> ended = new LinkedHashSet<>();
  private Instant lastPush;
  private long version = FIRST_VERSION;
  private long contentVersion = FIRST_VERSION;
  private long closedVersion;

  /// @param maxSeries over all sessions, past and present
  Ledger(LedgerImage restored, int maxSeries, InstantSource clock, LiveStats stats) {
    this.maxSeries = maxSeries;
    this.clock = clock;
    this.stats = stats;
    for (ClosedFamily family : restored.closed()) {
      family
          .entries()
          .values()
          .forEach(entry -> closed.add(family.family(), entry.sum(), entry.lastSeen()));
    }
    for (SessionImage s : restored.sessions()) {
      sessions.put(
          s.hello().sessionId(),
          Session.restored(s.hello(), s.lastSequence(), s.lastFrameAt(), s.families().values()));
    }
    ended.addAll(restored.ended());
    lastPush = restored.lastPush();
  }

  /// Opens a session, or takes one up again.
  synchronized void hello(Hello hello) throws LiveProtocolException {
    refuseEnded(hello.sessionId());
    Session known = sessions.get(hello.sessionId());
    if (known != null) {
      known.setHello(hello);
    } else {
      makeRoom();
      sessions.put(hello.sessionId(), new Session(hello, clock.instant()));
    }
    version++;
  }

  /// Takes a complete state of an open session; families that clash with what is known are left
  /// out.
  synchronized void apply(String sessionId, long sequence, List<MetricSnapshot> families)
      throws LiveProtocolException {
    Session session = inOrder(sessionId, sequence);
    int others = seriesCount() - session.seriesCount();
    Instant now = clock.instant();
    List<Family> accepted = new ArrayList<>(families.size());
    for (MetricSnapshot snapshot : families) {
      Family family = Family.of(snapshot);
      others += family.points().size();
      if (others > maxSeries) {
        stats.rejected(
            LiveRejection.TOO_MANY_SERIES,
            "all sessions together have more than %d series".formatted(maxSeries));
      } else if (clashes(session, family, now)) {
        stats.rejected(
            LiveRejection.TYPE_CLASH,
            "%s is a %s, and was or is something else in another session"
                .formatted(family.name(), family.kind()));
      } else {
        accepted.add(family);
      }
    }
    if (session.replace(accepted, restart(session))) {
      session.changedAt(++contentVersion);
    }
    touch(session, sequence);
    stats.frameApplied();
    version++;
  }

  /// Ends a session: its cumulative values are kept, its gauges go.
  synchronized void goodbye(String sessionId, long sequence) throws LiveProtocolException {
    Session session = inOrder(sessionId, sequence);
    touch(session, sequence);
    fold(session);
    stats.frameApplied();
    version++;
  }

  /// Folds what is dead and forgets what nobody reports any more. To be called now and then.
  synchronized void tidy() {
    Instant now = clock.instant();
    for (Session session : List.copyOf(sessions.values())) {
      if (session.isSilent(now)
          && session.lastFrameAt().plus(DEAD_AFTER).isBefore(now)
          && isReplaced(session)) {
        fold(session);
        version++;
      }
    }
    // Afterwards: a series of the dead that somebody still reports must not leave.
    sessions.values().stream()
        .filter(session -> !session.isSilent(now))
        .flatMap(session -> session.families().values().stream())
        .forEach(family -> closed.touch(family, now));
    if (closed.removeUntouchedSince(now.minus(KEEP_UNTOUCHED)) > 0) {
      version++;
      closedVersion = ++contentVersion;
    }
  }

  synchronized LedgerImage image() {
    Instant now = clock.instant();
    return new LedgerImage(
        version,
        contentVersion,
        irrecoverable(now),
        now,
        lastPush,
        closed.copy(),
        sessions.values().stream()
            .map(s ->
                new SessionImage(
                    s.hello(), s.lastSequence(), s.lastFrameAt(), s.isSilent(now), s.families()))
            .toList(),
        List.copyOf(ended));
  }

  private long irrecoverable(Instant now) {
    return sessions.values().stream()
        .filter(session -> session.isSilent(now))
        .mapToLong(Session::contentVersion)
        .reduce(closedVersion, Math::max);
  }

  /// The youngest process that pushes.
  synchronized Optional<BotProcess> youngestProcess() {
    Instant now = clock.instant();
    return sessions.values().stream()
        .filter(session -> !session.isSilent(now))
        .max(Comparator.comparing(session -> session.hello().processStart()))
        .map(BotProcess::of);
  }

  /// The families of a name of all processes that push, the youngest process last.
  synchronized List<Family> pushed(String name) {
    Instant now = clock.instant();
    return sessions.values().stream()
        .filter(session -> !session.isSilent(now))
        .sorted(Comparator.comparing(session -> session.hello().processStart()))
        .flatMap(session -> Optional.ofNullable(session.families().get(name)).stream())
        .filter(family -> !family.points().isEmpty())
        .toList();
  }

  synchronized long version() {
    return version;
  }

  private Session inOrder(String sessionId, long sequence) throws LiveProtocolException {
    refuseEnded(sessionId);
    Session session = sessions.get(sessionId);
    if (session == null) {
      throw new LiveProtocolException(
          LiveRejection.UNEXPECTED_FRAME, "A frame came for a session that did not say hello");
    }
    if (sequence <= session.lastSequence()) {
      throw new LiveProtocolException(
          LiveRejection.OUT_OF_ORDER, "A frame repeats or precedes one that was applied");
    }
    return session;
  }

  private void touch(Session session, long sequence) {
    lastPush = clock.instant();
    session.touch(sequence, lastPush);
  }

  private void refuseEnded(String sessionId) throws LiveProtocolException {
    if (ended.contains(sessionId)) {
      throw new LiveProtocolException(
          LiveRejection.SESSION_ENDED, "A frame came for a session that is over");
    }
  }

  private SeriesRestart restart(Session session) {
    return new SeriesRestart() {
      @Override
      public void accept(Family family, DataPointSnapshot former) {
        closed.add(family, former, session.lastFrameAt());
        closedVersion = ++contentVersion;
      }

      @Override
      public void fell(Family family) {
        stats.rejected(
            LiveRejection.COUNTER_RESET,
            "%s fell, though it is not a new series; its former value is kept"
                .formatted(family.name()));
      }
    };
  }

  private boolean clashes(Session session, Family family, Instant now) {
    Family.Kind kind = closed.kind(family.name());
    if (kind != null && kind != family.kind()) {
      return true;
    }
    for (Session other : sessions.values()) {
      Family known = other.families().get(family.name());
      if (known != null
          && known.kind() != family.kind()
          && (known.kind().isCumulative() || (other != session && !other.isSilent(now)))) {
        return true;
      }
    }
    return false;
  }

  private boolean isReplaced(Session session) {
    Instant now = clock.instant();
    return sessions.values().stream()
        .anyMatch(other ->
            other.hello().source().equals(session.hello().source())
                && other.hello().processStart().isAfter(session.hello().processStart())
                && !other.isSilent(now));
  }

  private void makeRoom() throws LiveProtocolException {
    if (sessions.size() < MAX_SESSIONS) {
      return;
    }
    Instant now = clock.instant();
    Optional<Session> oldest =
        sessions.values().stream()
            .filter(session -> session.isSilent(now))
            .min(Comparator.comparing(Session::lastFrameAt));
    if (oldest.isEmpty()) {
      throw new LiveProtocolException(
          LiveRejection.TOO_MANY_CONNECTIONS,
          "There are already %d sessions".formatted(MAX_SESSIONS));
    }
    fold(oldest.get());
  }

  private void fold(Session session) {
    closedVersion = ++contentVersion;
    Collection<Family> families = session.families().values();
    families.stream()
        .filter(family -> family.kind().isCumulative())
        .forEach(family -> closed.add(family, session.lastFrameAt()));
    sessions.remove(session.hello().sessionId());
    ended.add(session.hello().sessionId());
    if (ended.size() > MAX_ENDED) {
      ended.removeFirst();
    }
  }

  private int seriesCount() {
    return closed.seriesCount() + sessions.values().stream().mapToInt(Session::seriesCount).sum();
  }
}
