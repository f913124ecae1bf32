package org.voice2text.monitoring.rules;

import static org.voice2text.monitoring.rules.Alert.Unit.NUMBER;
import static org.voice2text.monitoring.rules.Alert.Unit.SHARE;
import static org.voice2text.monitoring.rules.Alert.Unit.TIME;
import static org.voice2text.monitoring.rules.Alert.critical;
import static org.voice2text.monitoring.rules.Alert.info;
import static org.voice2text.monitoring.rules.Alert.warning;

import java.time.Duration;
import java.util.List;
import org.voice2text.model.catalogue.Thresholds;

/// Whether bot and exporter are there and do what they should.
final class AvailabilityAlerts {
  /// Waking hours of most users, UTC: 9 to 22 o'clock in Moscow.
  private static final int WAKING_FROM = 6;

  private static final int WAKING_UNTIL = 19;

  /// After as long three readings were missed at least.
  private static final Duration STALE = Thresholds.LONGEST_BUSINESS_REFRESH.multipliedBy(3);

  static final List<Alert> ALL =
      List.of(
          critical(
                  "ExporterDown",
                  Expression.of(
                      "max by (job) (up{job=\"exporter\"}) == 0 or absent(up{job=\"exporter\"})"))
              .lasting(Windows.MINUTES_2)
              .saying(
                  "Nobody sees the bot: its exporter does not answer.",
                  "Prometheus has not reached /metrics for <for>. The bot may well work; what it measures"
                      + " meanwhile is not lost.",
                  NUMBER),
          critical(
                  "BotDown",
                  Expression.of(
                      "max(bot_health) == 0 or absent(bot_health) or max(bothost_bots_active) == 0"))
              .lasting(Windows.MINUTES_2)
              .silencedBy("ExporterDown")
              .saying(
                  "The bot is down.",
                  "For <for> no bot has told the exporter its metrics, or none gets updates from Telegram.",
                  NUMBER),
          critical(
                  "HighErrorRate",
                  Expression.of("60 * sum(rate(bot_errors_total[<window>])) > <limit>")
                      .range("window", Windows.MINUTES_2)
                      .count("limit", 6))
              .lasting(Windows.MINUTES_5)
              .silencedBy("ExporterDown", "BotDown")
              .saying(
                  "The bot meets errors that it does not expect.",
                  "{value} errors a minute, over <limit> for <for>.",
                  NUMBER),
          warning(
                  "HTTPErrorRate",
                  Expression.of(
                          """
                          sum(rate(http_requests_total{status="5xx"}[<window>])) / sum(rate(http_requests_total[<window>])) > <limit>
                          and sum(increase(http_requests_total{status="5xx"}[<window>])) >= <least>
                          """)
                      .range("window", Windows.MINUTES_5)
                      .share("limit", 0.05)
                      .count("least", 3))
              .silencedBy("ExporterDown", "BotDown")
              .saying(
                  "The bot's own server answers with errors.",
                  "{value} of the requests to webhook and health pages within <window> got 5xx, over <limit>"
                      + " and at least <least>.",
                  SHARE),
          warning(
                  "HTTPLatency",
                  Expression.of(
                          """
                          histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[<window>]))) > <limit>
                          and sum(increase(http_request_duration_seconds_count[<window>])) >= <least>
                          """)
                      .range("window", Windows.MINUTES_10)
                      .measure("limit", 5, " s")
                      .count("least", 5))
              .lasting(Windows.MINUTES_10)
              .silencedBy("ExporterDown", "BotDown")
              .saying(
                  "The bot's own server is slow.",
                  "One in 20 requests to webhook and health pages takes {value} or longer, over <limit> for"
                      + " <for>.",
                  TIME),
          warning(
                  "BusinessMetricsStale",
                  Expression.of(
                          """
                          time() - max(business_last_refresh_timestamp_seconds) > <age>
                          or absent_over_time(business_last_refresh_timestamp_seconds[<window>]) and on () max(up{job="exporter"}) == 1
                          """)
                      .age("age", STALE)
                      .range("window", STALE))
              .lasting(Windows.MINUTES_2)
              .silencedBy("ExporterDown")
              .saying(
                  "The exporter cannot read the bot's database.",
                  "The business metrics are older than <age>, which is three of their longest intervals, or were"
                      + " never read.",
                  TIME),
          info(
                  "NoTranscriptions",
                  Expression.of(
                          """
                          sum(increase(transcription_requests_total{status=~"success|no_speech"}[<window>])) < 1
                          and on () count(transcription_requests_total offset <window>) > 0
                          and on () hour() >= <from> and on () hour() < <until>
                          """)
                      .range("window", Windows.HOURS_2)
                      .with("from", new Value.Hour(WAKING_FROM + 2, 0))
                      .with("until", new Value.Hour(WAKING_UNTIL, 24)))
              .silencedBy("ExporterDown", "BotDown", "TranscriptionFailures")
              .saying(
                  "Nobody has had a recording transcribed for <window>.",
                  "That is unusual in waking hours. Looked at from <from> to <until>, so that the <window>"
                      + " lie in them.",
                  NUMBER));

  private AvailabilityAlerts() {}
}
