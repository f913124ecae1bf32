package org.voice2text.exporter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.voice2text.exporter.business.ReadOnlyDatabase;
import org.voice2text.exporter.http.CollectorStates;
import org.voice2text.exporter.live.LiveReceiver;
import org.voice2text.model.health.HealthCheck;
import org.voice2text.model.health.HealthCheck.Finding;
import org.voice2text.model.store.DatabaseUnavailableException;

/// What the exporter looks at when it is asked how it is. It serves whatever is there, so that
/// neither a missing bot nor a missing database keeps it from being ready.
final class Health {
  private static final Duration DATABASE_DEADLINE = Duration.ofSeconds(3);
  private static final Duration LIVE_DEADLINE = Duration.ofSeconds(1);

  private Health() {}

  static List<HealthCheck> checks(
      LiveReceiver live, ReadOnlyDatabase database, CollectorStates collectors) {
    return List.of(
        new HealthCheck("live_socket", true, LIVE_DEADLINE, () -> listens(live)),
        new HealthCheck("bot", false, LIVE_DEADLINE, () -> pushes(live)),
        new HealthCheck("database", false, DATABASE_DEADLINE, () -> reads(database)),
        new HealthCheck("collectors", false, LIVE_DEADLINE, () -> collect(collectors)));
  }

  private static Finding listens(LiveReceiver live) {
    return live.isListening()
        ? Finding.healthy("listening")
        : Finding.unhealthy("the live socket is closed");
  }

  private static Finding pushes(LiveReceiver live) {
    int pushing = live.state().pushing();
    return pushing > 0
        ? Finding.healthy(pushing + (pushing == 1 ? " bot pushes" : " bots push"))
        : Finding.unhealthy("no bot pushes");
  }

  private static Finding collect(CollectorStates collectors) {
    Map<String, Boolean> states = collectors.last();
    int working = (int) states.values().stream().filter(works -> works).count();
    return states.isEmpty()
        ? Finding.healthy("nobody has asked for the metrics yet")
        : Finding.ofSeveral(working, states.size(), "collectors work");
  }

  private static Finding reads(ReadOnlyDatabase database) {
    try {
      database.read("health_check", h -> h.createQuery("select 1").mapTo(Integer.class).one());
      return Finding.healthy("readable");
    } catch (DatabaseUnavailableException e) {
      return Finding.unhealthy(String.valueOf(e.getMessage()));
    }
  }
}
