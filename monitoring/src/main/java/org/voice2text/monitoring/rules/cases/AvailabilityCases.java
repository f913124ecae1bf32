package org.voice2text.monitoring.rules.cases;

import static org.voice2text.monitoring.rules.cases.AlertCase.below;
import static org.voice2text.monitoring.rules.cases.AlertCase.fires;
import static org.voice2text.monitoring.rules.cases.AlertCase.idle;
import static org.voice2text.monitoring.rules.cases.AlertCase.resolves;

import java.util.List;
import java.util.stream.Stream;

/// A sample each 15 s.
final class AvailabilityCases {
  private static final String UP = "up{job=\"exporter\"}";
  private static final String ERRORS = "bot_errors_total{error_type=\"io\"}";
  private static final String GOOD = "http_requests_total{status=\"2xx\"}";
  private static final String BAD = "http_requests_total{status=\"5xx\"}";
  private static final String LATENCY = "http_request_duration_seconds";
  private static final String REFRESH = "business_last_refresh_timestamp_seconds";

  private static final String NOBODY_SEES =
      "Prometheus has not reached /metrics for 2 min. The bot may well work; what it measures meanwhile is not lost.";
  private static final String NO_BOT =
      "For 2 min no bot has told the exporter its metrics, or none gets updates from Telegram.";
  private static final String STALE =
      "The business metrics are older than 15 min, which is three of their longest intervals, or were never read.";

  private AvailabilityCases() {}

  static List<AlertCase> all() {
    return Stream.of(exporterDown(), botDown(), highErrorRate(), http(), httpLatency(), stale())
        .flatMap(List::stream)
        .toList();
  }

  private static List<AlertCase> exporterDown() {
    return List.of(
        fires("ExporterDown", "5m", NOBODY_SEES).labelled("job", "exporter").with(UP, "1x8 0x20"),
        fires("ExporterDown", "5m", NOBODY_SEES)
            .when("nobody scrapes it")
            .labelled("job", "exporter")
            .with("up{job=\"prometheus\"}", "1x40"),
        below("ExporterDown", "3m45s").with(UP, "1x8 0x20"),
        idle("ExporterDown", "5m").with(UP, "1x40").with(GOOD, "0x40"),
        resolves("ExporterDown", "5m", "8m").with(UP, "1x8 0x20 1x20"));
  }

  private static List<AlertCase> botDown() {
    return List.of(
        fires("BotDown", "5m", NO_BOT).with("bot_health", "1x8 0x20"),
        fires("BotDown", "5m", NO_BOT).when("nobody knows of it").with(UP, "0x40"),
        fires("BotDown", "5m", NO_BOT)
            .when("Telegram refuses it")
            .with("bot_health", "1x40")
            .with("bothost_bots_active", "1x8 0x20"),
        below("BotDown", "3m45s").with("bot_health", "1x8 0x20"),
        below("BotDown", "5m")
            .when("one of two works")
            .with("bot_health", "1x40")
            .with("bothost_bots_active", "2x8 1x20"),
        idle("BotDown", "5m").with("bot_health", "1x40").with(GOOD, "0x40"),
        resolves("BotDown", "5m", "8m").with("bot_health", "1x8 0x20 1x20"));
  }

  private static List<AlertCase> highErrorRate() {
    return List.of(
        fires("HighErrorRate", "10m", "8 errors a minute, over 6 for 5 min.")
            .with(ERRORS, "0+2x60"),
        fires("HighErrorRate", "10m", "8 errors a minute, over 6 for 5 min.")
            .when("over a restart of the counter")
            .with(ERRORS, "0+2x25 2+2x40"),
        below("HighErrorRate", "10m").with(ERRORS, "0+1.4x60"),
        below("HighErrorRate", "4m").when("many in a short time").with(ERRORS, "0+20x12 240x40"),
        idle("HighErrorRate", "10m").with(ERRORS, "0x60"),
        resolves("HighErrorRate", "10m", "14m").with(ERRORS, "0+2x40 80x40"));
  }

  private static List<AlertCase> http() {
    return List.of(
        fires(
                "HTTPErrorRate",
                "10m",
                "10% of the requests to webhook and health pages within 5 min got 5xx, over 5 % and at least 3.")
            .with(BAD, "0+1x40")
            .with(GOOD, "0+9x40"),
        below("HTTPErrorRate", "10m").with(BAD, "0+1x40").with(GOOD, "0+20x40"),
        below("HTTPErrorRate", "3m").when("two in all").with(BAD, "0 1 2x40").with(GOOD, "0x40"),
        idle("HTTPErrorRate", "10m").with(BAD, "0x40").with(GOOD, "0x40"),
        resolves("HTTPErrorRate", "5m", "12m").with(BAD, "0+1x20 20x40").with(GOOD, "0+9x60"));
  }

  private static List<AlertCase> httpLatency() {
    return List.of(
        fires(
                "HTTPLatency",
                "15m",
                "One in 20 requests to webhook and health pages takes 9.75s or longer, over 5 s for 10 min.")
            .withHistogram(LATENCY, 5, 10, "0+1x80"),
        below("HTTPLatency", "15m").withHistogram(LATENCY, 2, 5, "0+1x80"),
        below("HTTPLatency", "8m").when("not for long").withHistogram(LATENCY, 5, 10, "0+1x80"),
        below("HTTPLatency", "22m")
            .when("one now and then")
            .withHistogram(LATENCY, 5, 10, AlertCase.NOW_AND_THEN),
        idle("HTTPLatency", "15m").withHistogram(LATENCY, 5, 10, "0x80"),
        resolves("HTTPLatency", "15m", "27m").withHistogram(LATENCY, 5, 10, "0+1x60 60x60"));
  }

  /// promtool's time begins with 1970, in seconds as the metric has it.
  private static List<AlertCase> stale() {
    return List.of(
        fires("BusinessMetricsStale", "18m", STALE).with(REFRESH, "0x80").with(UP, "1x80"),
        fires("BusinessMetricsStale", "3m", STALE).when("they were never read").with(UP, "1x80"),
        below("BusinessMetricsStale", "19m").with(REFRESH, "0x59 15+15x80").with(UP, "1x80"),
        below("BusinessMetricsStale", "16m30s")
            .when("not for long")
            .with(REFRESH, "0x80")
            .with(UP, "1x80"),
        idle("BusinessMetricsStale", "18m")
            .with(REFRESH, "0+15x80")
            .with("business_transcriptions_total", "0x80")
            .with(UP, "1x80"),
        resolves("BusinessMetricsStale", "18m", "20m")
            .with(REFRESH, "0x76 1140x10")
            .with(UP, "1x80"));
  }
}
