package org.voice2text.exporter;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.exporter.business.BusinessMetrics;
import org.voice2text.exporter.business.ReadOnlyDatabase;
import org.voice2text.exporter.custom.CustomMetrics;
import org.voice2text.exporter.dashboard.DashboardConfig;
import org.voice2text.exporter.dashboard.DashboardServer;
import org.voice2text.exporter.host.HostMetrics;
import org.voice2text.exporter.http.CollectorStates;
import org.voice2text.exporter.http.MetricsServer;
import org.voice2text.exporter.http.ScrapeSource;
import org.voice2text.exporter.http.ScrapeSource.Reading;
import org.voice2text.exporter.live.LiveReceiver;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.config.Setting;
import org.voice2text.model.config.Settings;
import org.voice2text.model.health.HealthChecks;
import org.voice2text.model.report.ErrorReports;
import org.voice2text.model.report.ReportConfig;
import org.voice2text.model.runtime.Application;
import org.voice2text.model.runtime.Logs;

/// The metrics exporter. Start here: `main` builds the parts in order, and closes them in reverse.
public final class Exporter {
  private static final Logger log = LoggerFactory.getLogger(Exporter.class);

  /// Prometheus waits 10 s by default.
  private static final Duration SCRAPE_DEADLINE = Duration.ofSeconds(5);

  private Exporter() {}

  public static void main(String[] args) {
    MetricsServer.configureJdkServer();
    Application.run(Exporter::run);
  }

  private static void run(Application application) throws Exception {
    Settings settings = Settings.load(Setting.Program.EXPORTER);
    Logs.configure(settings);
    ExporterConfig config = ExporterConfig.of(settings);
    log.info("Settings in effect:\n{}", settings);
    try (ErrorReports reports = reports(settings)) {
      reports.guard(() -> run(application, config));
    }
  }

  private static void run(Application application, ExporterConfig config) throws Exception {
    InstantSource clock = InstantSource.system();
    CollectorStates collectors = new CollectorStates();
    try (LiveReceiver live =
            LiveReceiver.start(
                config.liveSocket(), config.checkpoint(), LiveMetrics.additiveGauges(), clock);
        ReadOnlyDatabase database = new ReadOnlyDatabase(config.database());
        BusinessMetrics business = new BusinessMetrics(database, config.business(), clock);
        CustomMetrics custom = new CustomMetrics(config.custom(), config.business().zone(), clock);
        HealthChecks health = new HealthChecks(Health.checks(live, database, collectors), clock);
        MetricsServer metrics =
            MetricsServer.start(
                config.metrics(),
                config.credentials(),
                sources(
                    live,
                    new HostMetrics(config.hostScope(), config.database(), live::youngestProcess),
                    business,
                    custom,
                    clock),
                SCRAPE_DEADLINE,
                collectors,
                health::report);
        DashboardServer dashboard =
            DashboardServer.start(
                dashboard(config, clock), live, business, health::report, clock)) {
      business.start();
      custom.start();
      System.out.println("Exporter: " + url(config.metrics(), metrics.port()) + "metrics");
      System.out.println("Dashboard: " + url(config.dashboard(), dashboard.port()));
      application.awaitStop();
      log.info("Stopping");
    }
  }

  private static DashboardConfig dashboard(ExporterConfig config, InstantSource clock) {
    return new DashboardConfig(
        config.dashboard(),
        config.credentials(),
        config.prometheus(),
        config.business().zone(),
        config.business().usdRub(),
        config.business().refresh(),
        new DashboardConfig.Build(OwnMetrics.version(), OwnMetrics.revision(), clock.instant()));
  }

  private static ErrorReports reports(Settings settings) {
    try {
      return ErrorReports.start(
          ReportConfig.of(settings, OwnMetrics.version(), "exporter", 0), new SentryPost());
    } catch (IllegalArgumentException e) {
      throw settings.refuse(List.of("SENTRY_DSN: " + e.getMessage()));
    }
  }

  /// Of two families that clash, the one of the earlier source is served.
  private static List<ScrapeSource> sources(
      LiveReceiver live,
      HostMetrics host,
      BusinessMetrics business,
      CustomMetrics custom,
      InstantSource clock) {
    List<ScrapeSource> sources = new ArrayList<>();
    sources.add(new OwnMetrics(live, clock).source());
    sources.add(host.source());
    business.sources().forEach(source -> sources.add(source.without(custom.replaced())));
    sources.add(OwnMetrics.jvm());
    sources.add(
        new ScrapeSource("live", () -> Reading.fresh(live.collect())).without(custom.replaced()));
    sources.addAll(custom.sources());
    return sources;
  }

  private static String url(InetSocketAddress address, int port) {
    String host = address.getHostString();
    return "http://%s:%d/".formatted(host.contains(":") ? "[" + host + "]" : host, port);
  }
}
