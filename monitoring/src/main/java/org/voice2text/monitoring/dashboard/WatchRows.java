package org.voice2text.monitoring.dashboard;

import static org.voice2text.monitoring.dashboard.PanelBuilder.bars;
import static org.voice2text.monitoring.dashboard.PanelBuilder.lines;
import static org.voice2text.monitoring.dashboard.PanelBuilder.name;
import static org.voice2text.monitoring.dashboard.PanelBuilder.number;
import static org.voice2text.monitoring.dashboard.PanelBuilder.stat;

import org.voice2text.model.catalogue.BusinessCatalogue;
import org.voice2text.model.catalogue.CustomCatalogue;
import org.voice2text.model.catalogue.ExporterCatalogue;
import org.voice2text.model.catalogue.LiveMetrics;

/// What runs, and whether the watching itself works.
final class WatchRows {

  private WatchRows() {}

  static Row versions() {
    return Row.open(
        "What runs",
        name(
                "Version",
                "Version and revision of the bot; two of them during an upgrade of several bots.")
            .size(5, 3)
            .without("No bot")
            .runbook("BotDown")
            .now(
                "max by (version, revision) (%s)".formatted(LiveMetrics.BUILD_INFO.name()),
                "{{version}} ({{revision}})"),
        name("Exporter", "Version of the exporter and its Java.")
            .size(4, 3)
            .without("Exporter not reached")
            .runbook("ExporterDown")
            .now(
                "max by (version) (%s)".formatted(ExporterCatalogue.BUILD_INFO.name()),
                "{{version}}"),
        number("Uptime", "Since the youngest bot started.")
            .unit(Unit.SECONDS)
            .size(4, 3)
            .without("No bot")
            .runbook("BotDown")
            .now("max(%s)".formatted(ExporterCatalogue.BOT_UPTIME.name()), "Uptime"),
        number("Bot processes", "That push now.")
            .size(3, 3)
            .decimals(0)
            .thresholds(Thresholds.below(1))
            .without("Exporter not reached")
            .runbook("BotDown")
            .now("max(%s)".formatted(ExporterCatalogue.BOT_SESSIONS.name()), "Bots"),
        number(
                "Last push",
                "How long ago a bot last pushed its metrics, which it does four times a second, and what has passed since the scrape.")
            .unit(Unit.SECONDS)
            .size(4, 3)
            .decimals(0)
            .thresholds(Thresholds.above(30, 120))
            .without("Exporter not reached")
            .runbook("BotDown")
            .now("time() - max(%s > 0)".formatted(ExporterCatalogue.BOT_LAST_PUSH.name()), "Ago"),
        number("Scrape", "Whether Prometheus reaches the exporter.")
            .size(4, 3)
            .word(1, "Works", Colour.GREEN)
            .word(0, "Fails", Colour.RED)
            .thresholds(Thresholds.below(1))
            .unit(Unit.NONE)
            .without("Not configured")
            .runbook("ExporterDown")
            .now("min(up{job=\"exporter\"})", "Scrape"));
  }

  static Row watching() {
    return Row.closed(
        "The watching itself",
        lines("Collectors", "1 while all of a collector's metrics are in the answer, and fresh.")
            .decimals(0)
            .to(1)
            .without("Exporter not reached")
            .runbook("ExporterDown")
            .over(
                "min by (collector) (%s)".formatted(ExporterCatalogue.COLLECTOR_UP.name()),
                "{{collector}}"),
        lines("Time of collectors", "How long each collector takes for one scrape.")
            .unit(Unit.SECONDS)
            .without("Exporter not reached")
            .runbook("ExporterDown")
            .over(
                "max by (collector) (%s)".formatted(ExporterCatalogue.SCRAPE_DURATION.name()),
                "{{collector}}"),
        lines("Frames", "Pushes of the bots that the exporter took, a second.")
            .unit(Unit.PER_SECOND)
            .without("Exporter not reached")
            .runbook("BotDown")
            .over(Series.of(ExporterCatalogue.LIVE_FRAMES).perSecond(), "taken"),
        bars(
                "Lost pushes",
                "Pushes that did not reach the exporter, and what the exporter refused, in each interval.")
            .decimals(0)
            .interval("1m")
            .without("None in this time")
            .runbook("BotDown")
            .over(
                Series.of(LiveMetrics.LIVE_PUSH_FAILURES).by("reason").inInterval() + " > 0",
                "bot: {{reason}}")
            .over(
                Series.of(ExporterCatalogue.LIVE_REJECTED).by("reason").inInterval() + " > 0",
                "exporter: {{reason}}"),
        lines(
                "Series of the bots",
                "In the exporter's ledger, past and present. It should not grow for ever.")
            .decimals(0)
            .without("Exporter not reached")
            .runbook("ExporterDown")
            .over("max(%s)".formatted(ExporterCatalogue.LIVE_SERIES.name()), "series"),
        lines(
                "Age of business metrics",
                "Since they were last read from the database, and how long that took.")
            .unit(Unit.SECONDS)
            .without("Database not read")
            .runbook("BusinessMetricsStale")
            .over("time() - max(%s)".formatted(BusinessCatalogue.LAST_REFRESH.name()), "age")
            .over("max(%s)".formatted(BusinessCatalogue.REFRESH_DURATION.name()), "reading takes"));
  }

  /// Shown empty where nobody has metrics of their own.
  static Row custom() {
    return Row.closed(
        "Your own metrics",
        lines("Age", "How old the values of each metric of CUSTOM_METRICS are.")
            .unit(Unit.SECONDS)
            .size(6, 8)
            .without("No metrics of your own")
            .runbook("BusinessMetricsStale")
            .over("max by (metric) (%s)".formatted(CustomCatalogue.AGE.name()), "{{metric}}"),
        lines("Time of their statements", "How long the last successful run of each took.")
            .unit(Unit.SECONDS)
            .size(6, 8)
            .without("No metrics of your own")
            .runbook("BusinessMetricsStale")
            .over(
                "max by (metric) (%s)".formatted(CustomCatalogue.REFRESH_DURATION.name()),
                "{{metric}}"),
        bars(
                "Failed refreshes",
                "Refreshes that brought no new values, in each interval, by metric and reason.")
            .decimals(0)
            .size(6, 8)
            .interval("1m")
            .without("None in this time")
            .runbook("BusinessMetricsStale")
            .over(
                Series.of(CustomCatalogue.ERRORS).by("metric", "reason").inInterval() + " > 0",
                "{{metric}}: {{reason}}"),
        stat("Last success", "How long ago the statement of each metric last succeeded.")
            .unit(Unit.SECONDS)
            .size(6, 8)
            .without("No metrics of your own")
            .runbook("BusinessMetricsStale")
            .over(
                "time() - max by (metric) (%s > 0)".formatted(CustomCatalogue.LAST_SUCCESS.name()),
                "{{metric}}"));
  }
}
