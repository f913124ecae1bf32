package org.voice2text.exporter;

import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.voice2text.exporter.http.ScrapeSource;
import org.voice2text.exporter.http.ScrapeSource.Reading;
import org.voice2text.exporter.live.LiveReceiver;
import org.voice2text.exporter.live.LiveState;
import org.voice2text.exporter.live.LiveStats;
import org.voice2text.model.live.LiveRejection;

/// What the exporter tells of itself and of its view on the bot.
final class OwnMetrics {
  private final LiveReceiver live;
  private final InstantSource clock;

  OwnMetrics(LiveReceiver live, InstantSource clock) {
    this.live = live;
    this.clock = clock;
  }

  ScrapeSource source() {
    return new ScrapeSource("exporter", this::read);
  }

  /// The JVM of the exporter; the bot pushes its own under another label.
  static ScrapeSource jvm() {
    PrometheusRegistry registry = new PrometheusRegistry();
    JvmMetrics.builder().constLabels(Labels.of("process", "exporter")).register(registry);
    Info.builder()
        .name("voice2text_exporter_build_info")
        .help("The version of the exporter.")
        .labelNames("version", "java")
        .register(registry)
        .setLabelValues(
            Objects.requireNonNullElse(
                OwnMetrics.class.getPackage().getImplementationVersion(), "unknown"),
            Runtime.version().toString());
    return new ScrapeSource("jvm", () -> Reading.fresh(registry.scrape().stream().toList()));
  }

  private Reading read() {
    LiveState state = live.state();
    LiveStats stats = live.stats();
    double uptime =
        state
            .youngestStart()
            .map(start -> Duration.between(start, clock.instant()).toMillis() / 1e3)
            .orElse(0.0);
    return Reading.fresh(
        List.of(
            gauge(
                "bot_health",
                "1 if a bot pushes its metrics, else 0.",
                state.pushing() > 0 ? 1 : 0),
            gauge(
                "bot_uptime_seconds",
                "Seconds since the youngest bot started; 0 if none pushes.",
                Math.max(0, uptime)),
            gauge(
                "bot_last_push_timestamp_seconds",
                "When a bot last pushed, in seconds since 1970; 0 if none ever did.",
                state.lastPush().toEpochMilli() / 1e3),
            gauge("bot_sessions", "Bots that push now.", state.pushing()),
            counter(
                "exporter_live_frames_total",
                "Frames taken from the live socket.",
                (double) stats.frames()),
            rejected(stats),
            gauge(
                "exporter_live_series",
                "Series in the ledger of all bots, past and present.",
                state.series())));
  }

  private static MetricSnapshot rejected(LiveStats stats) {
    CounterSnapshot.Builder family =
        CounterSnapshot.builder()
            .name("exporter_live_rejected_total")
            .help("Frames and families that were refused at the live socket.");
    for (LiveRejection reason : LiveRejection.values()) {
      family.dataPoint(
          CounterDataPointSnapshot.builder()
              .labels(Labels.of("reason", reason.label()))
              .value((double) stats.rejected(reason))
              .build());
    }
    return family.build();
  }

  private static MetricSnapshot counter(String name, String help, double value) {
    return CounterSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(CounterDataPointSnapshot.builder().value(value).build())
        .build();
  }

  private static MetricSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }
}
