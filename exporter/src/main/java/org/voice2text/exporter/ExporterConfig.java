package org.voice2text.exporter;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.voice2text.exporter.business.BusinessMetrics.BusinessConfig;
import org.voice2text.exporter.custom.CustomMetric;
import org.voice2text.exporter.custom.CustomMetricsFile;
import org.voice2text.exporter.host.HostScope;
import org.voice2text.exporter.http.Credentials;
import org.voice2text.model.catalogue.Thresholds;
import org.voice2text.model.config.Setting;
import org.voice2text.model.config.Settings;
import org.voice2text.model.event.EventSum;
import org.voice2text.model.live.LiveAddress;

/// What the settings mean to the exporter.
///
/// @param database the bot's SQLite file, read only
/// @param custom an operator's own metrics
/// @param prometheus whose alerts the dashboard shows
/// @param checkpoint the file in which the counters outlive the exporter
public record ExporterConfig(
    LiveAddress liveSocket,
    Path database,
    Path checkpoint,
    BusinessConfig business,
    List<CustomMetric> custom,
    HostScope hostScope,
    InetSocketAddress metrics,
    InetSocketAddress dashboard,
    Optional<Credentials> credentials,
    Optional<URI> prometheus) {

  private static final String CHECKPOINT = "exporter.ledger";

  /// @throws org.voice2text.model.config.StartupException with every problem at once
  public static ExporterConfig of(Settings settings) {
    List<String> problems = new ArrayList<>();
    Optional<LiveAddress> live = liveSocket(settings, problems);
    InetSocketAddress metrics =
        address(settings, Setting.METRICS_HOST, Setting.METRICS_PORT, problems);
    InetSocketAddress dashboard =
        address(settings, Setting.DASHBOARD_HOST, Setting.DASHBOARD_PORT, problems);
    Optional<Credentials> credentials = credentials(settings, problems);
    ZoneId zone = zone(settings, problems);
    Optional<HostScope> hostScope = hostScope(settings, problems);
    Duration refresh = refresh(settings, problems);
    Path database = settings.path(Setting.DATABASE_PATH).orElseThrow();
    List<CustomMetric> custom =
        settings
            .path(Setting.CUSTOM_METRICS)
            .map(file -> CustomMetricsFile.read(file, database, problems))
            .orElse(List.of());
    settings.verify(problems);
    Optional<Double> usdRub = settings.decimal(Setting.USD_RUB);
    return new ExporterConfig(
        live.orElseThrow(),
        database,
        database.resolveSibling(CHECKPOINT),
        new BusinessConfig(
            refresh, zone, usdRub.map(OptionalDouble::of).orElse(OptionalDouble.empty())),
        custom,
        hostScope.orElseThrow(),
        metrics,
        dashboard,
        credentials,
        settings.url(Setting.PROMETHEUS_URL));
  }

  private static Optional<LiveAddress> liveSocket(Settings settings, List<String> problems) {
    String text = settings.text(Setting.LIVE_SOCKET).orElse("");
    try {
      return Optional.of(LiveAddress.parse(text));
    } catch (IllegalArgumentException e) {
      problems.add("LIVE_SOCKET=%s: %s".formatted(text, e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<HostScope> hostScope(Settings settings, List<String> problems) {
    String text = settings.text(Setting.SYSTEM_METRICS).orElse("");
    return switch (text) {
      case "container" -> Optional.of(HostScope.CONTAINER);
      case "machine" -> Optional.of(HostScope.MACHINE);
      default -> {
        problems.add("SYSTEM_METRICS=%s: must be container or machine".formatted(text));
        yield Optional.empty();
      }
    };
  }

  /// A longer one would look to its alert as if the readings had failed.
  private static Duration refresh(Settings settings, List<String> problems) {
    Duration refresh = settings.duration(Setting.BUSINESS_REFRESH);
    if (refresh.compareTo(Thresholds.LONGEST_BUSINESS_REFRESH) > 0) {
      problems.add(
          "BUSINESS_REFRESH=%d ms: must be at most 5m, because the alert BusinessMetricsStale goes by it"
              .formatted(refresh.toMillis()));
    }
    return refresh;
  }

  /// Events are added up by quarters of an hour, of which every zone in use makes whole days.
  private static ZoneId zone(Settings settings, List<String> problems) {
    ZoneId zone = settings.zone(Setting.TIME_ZONE);
    ZoneOffset offset = zone.getRules().getOffset(Instant.now());
    if (offset.getTotalSeconds() % (EventSum.BUCKET_MILLIS / 1000) != 0) {
      problems.add(
          "TIME_ZONE=%s: its offset must be a multiple of 15 minutes; use a name such as Europe/Berlin"
              .formatted(zone));
    }
    return zone;
  }

  private static InetSocketAddress address(
      Settings settings, Setting host, Setting port, List<String> problems) {
    InetSocketAddress address =
        new InetSocketAddress(settings.text(host).orElse("127.0.0.1"), settings.number(port));
    if (address.isUnresolved()) {
      problems.add(
          "%s=%s: must be an address of this machine, such as 127.0.0.1 or 0.0.0.0"
              .formatted(host, address.getHostString()));
    }
    return address;
  }

  private static Optional<Credentials> credentials(Settings settings, List<String> problems) {
    Optional<String> user = settings.text(Setting.METRICS_USER);
    Optional<String> password = settings.text(Setting.METRICS_PASSWORD);
    if (user.isPresent() != password.isPresent()) {
      problems.add("METRICS_USER, METRICS_PASSWORD: set both, or neither for no authentication");
    }
    if (user.isPresent() && user.get().contains(":")) {
      problems.add("METRICS_USER: must not contain a colon, which ends the name in HTTP");
    }
    return user.flatMap(name -> password.map(word -> new Credentials(name, word)));
  }
}
