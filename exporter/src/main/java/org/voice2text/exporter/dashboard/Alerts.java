package org.voice2text.exporter.dashboard;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.exporter.dashboard.AlertsClient.Alert;
import org.voice2text.model.runtime.Loop;

/// The alerts that fire, asked for from time to time on a thread of their own, so that no page
/// waits for Prometheus. Thread-safe.
final class Alerts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Alerts.class);
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final InstantSource clock;
  private final @Nullable Loop loop;
  private volatile State state;

  private record State(
      boolean configured, boolean reachable, @Nullable Instant askedAt, List<Alert> firing) {}

  private Alerts(Optional<URI> prometheus, Duration interval, InstantSource clock) {
    this.clock = clock;
    this.state = new State(prometheus.isPresent(), true, null, List.of());
    this.loop =
        prometheus
            .map(AlertsClient::new)
            .map(client -> Loop.start("alerts", interval, _ -> {}, () -> ask(client, interval)))
            .orElse(null);
  }

  static Alerts start(Optional<URI> prometheus, InstantSource clock) {
    return new Alerts(prometheus, INTERVAL, clock);
  }

  static Alerts start(Optional<URI> prometheus, Duration interval, InstantSource clock) {
    return new Alerts(prometheus, interval, clock);
  }

  private Duration ask(AlertsClient client, Duration interval) {
    try {
      List<Alert> firing = client.firing();
      if (!state.reachable()) {
        log.info("Prometheus can be asked for alerts again");
      }
      state = new State(true, true, clock.instant(), firing);
    } catch (IOException | RuntimeException e) {
      if (state.reachable() && !Thread.currentThread().isInterrupted()) {
        log.warn(
            "Prometheus cannot be asked for alerts ({}); look at PROMETHEUS_URL", e.getMessage());
      }
      state = new State(true, false, clock.instant(), List.of());
    }
    return interval;
  }

  /// The answer of `/api/alerts`.
  Map<String, @Nullable Object> page() {
    State now = state;
    Map<String, @Nullable Object> page = new LinkedHashMap<>();
    page.put("configured", now.configured());
    page.put("reachable", now.configured() && now.reachable() && now.askedAt() != null);
    page.put("askedAt", now.askedAt() == null ? null : now.askedAt().toEpochMilli());
    page.put("alerts", now.firing().stream().map(Alerts::row).toList());
    return page;
  }

  private static Map<String, Object> row(Alert alert) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", alert.name());
    row.put("severity", alert.severity());
    row.put("summary", alert.summary());
    row.put("runbook", alert.runbook());
    row.put("since", alert.since());
    return row;
  }

  @Override
  public void close() {
    if (loop != null) {
      loop.close();
    }
  }
}
