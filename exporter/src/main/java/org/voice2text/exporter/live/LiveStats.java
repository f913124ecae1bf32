package org.voice2text.exporter.live;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.model.live.LiveRejection;

/// Counts what arrived and what was refused, and says each kind of refusal once in the log.
/// Thread-safe.
public final class LiveStats {
  private static final Logger log = LoggerFactory.getLogger(LiveStats.class);
  private static final int MAX_LOGGED = 1_000;

  private final LongAdder frames = new LongAdder();
  private final Map<LiveRejection, LongAdder> rejected = new ConcurrentHashMap<>();
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  public LiveStats() {
    for (LiveRejection reason : LiveRejection.values()) {
      rejected.put(reason, new LongAdder());
    }
  }

  void frameApplied() {
    frames.increment();
  }

  void rejected(LiveRejection reason, String message) {
    rejected.computeIfAbsent(reason, _ -> new LongAdder()).increment();
    if (logged.size() < MAX_LOGGED && logged.add(reason + message)) {
      log.warn(
          "Live metrics refused, reason {}: {}. It is counted from now on, and not logged again.",
          reason.label(),
          message);
    }
  }

  public long frames() {
    return frames.sum();
  }

  public long rejected(LiveRejection reason) {
    return rejected.getOrDefault(reason, new LongAdder()).sum();
  }
}
