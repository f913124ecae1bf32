package org.voice2text.exporter;

import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.voice2text.exporter.http.ScrapeSource;
import org.voice2text.exporter.http.ScrapeSource.Reading;
import org.voice2text.exporter.live.LiveReceiver;
import org.voice2text.exporter.live.LiveState;
import org.voice2text.exporter.live.LiveStats;
import org.voice2text.model.catalogue.ExporterCatalogue;
import org.voice2text.model.catalogue.ServedMetric;
import org.voice2text.model.live.LiveRejection;
import org.voice2text.model.runtime.JvmInstruments;

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
    JvmInstruments.register("exporter", registry);
    ServedMetric buildInfo = ExporterCatalogue.BUILD_INFO;
    Info.builder()
        .name(buildInfo.name())
        .help(buildInfo.help())
        .labelNames(buildInfo.labelNames().toArray(String[]::new))
        .register(registry)
        .setLabelValues(version(), Runtime.version().toString());
    return new ScrapeSource("jvm", () -> Reading.fresh(registry.scrape().stream().toList()));
  }

  static String version() {
    return Objects.requireNonNullElse(
        OwnMetrics.class.getPackage().getImplementationVersion(), "unknown");
  }

  static String revision() {
    return System.getProperty("voice2text.revision", "unknown");
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
            ExporterCatalogue.BOT_HEALTH.of(state.pushing() > 0 ? 1 : 0),
            ExporterCatalogue.BOT_UPTIME.of(Math.max(0, uptime)),
            ExporterCatalogue.BOT_LAST_PUSH.of(state.lastPush().toEpochMilli() / 1e3),
            ExporterCatalogue.BOT_SESSIONS.of(state.pushing()),
            ExporterCatalogue.LIVE_FRAMES.of(stats.frames()),
            ExporterCatalogue.LIVE_REJECTED.of(rejected(stats)),
            ExporterCatalogue.LIVE_SERIES.of(state.series())));
  }

  private static Map<String, Double> rejected(LiveStats stats) {
    return Arrays.stream(LiveRejection.values())
        .collect(Collectors.toMap(LiveRejection::label, r -> (double) stats.rejected(r)));
  }
}
