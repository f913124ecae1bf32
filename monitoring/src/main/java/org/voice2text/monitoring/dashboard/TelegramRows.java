package org.voice2text.monitoring.dashboard;

import static org.voice2text.monitoring.dashboard.PanelBuilder.bars;
import static org.voice2text.monitoring.dashboard.PanelBuilder.lines;
import static org.voice2text.monitoring.dashboard.PanelBuilder.stat;

import org.voice2text.model.catalogue.LiveMetrics;

/// What goes on with Telegram, and with the other services that the bot calls.
final class TelegramRows {

  private TelegramRows() {}

  static Row telegram() {
    return Row.closed(
        "Telegram",
        lines("Messages", "Messages to the bot a minute, by kind.")
            .unit(Unit.PER_MINUTE)
            .without("No messages in this time")
            .runbook("NoTranscriptions")
            .over(
                Series.of(LiveMetrics.MESSAGES_RECEIVED).by("message_type").perMinute() + " > 0",
                "{{message_type}}"),
        Quantiles.of(
                LiveMetrics.TELEGRAM_UPDATE_LAG,
                "Update lag",
                "From a message's date, which has whole seconds, to its receipt. A second is normal; minutes mean that the bot"
                    + " was away or that Telegram holds updates back.")
            .without("No messages in this time")
            .runbook("HighMessageProcessingTime"),
        bars(
                "Told to wait (429)",
                "Answers 429 of the Bot API in each interval, by method. Few are normal in busy groups.")
            .decimals(0)
            .interval("1m")
            .without("Never in this time")
            .runbook("HighRateLimitHits")
            .over(
                Series.of(LiveMetrics.TELEGRAM_RATE_LIMITED).by("method").inInterval() + " > 0",
                "{{method}}"),
        bars(
                "Seconds to wait",
                "Seconds that the Bot API asked the bot to wait, in each interval, by method.")
            .unit(Unit.SECONDS)
            .interval("1m")
            .without("None in this time")
            .runbook("HighRateLimitHits")
            .over(
                Series.of(LiveMetrics.TELEGRAM_RETRY_AFTER).by("method").inInterval() + " > 0",
                "{{method}}"),
        Quantiles.by(
                LiveMetrics.REQUEST_DURATION,
                "handler",
                "Handlers, P95",
                "Time in which a handler dealt with an update; recognition is not in it, for it runs behind the queue.")
            .without("No updates in this time")
            .runbook("HighMessageProcessingTime"),
        lines(
                "Slowed down",
                "Times a second that a person or a chat was slowed down by us, by limit.")
            .unit(Unit.PER_SECOND)
            .thresholds(Thresholds.above(Limit.of("HighRateLimitHits")))
            .without("Nobody in this time")
            .runbook("HighRateLimitHits")
            .over(Series.of(LiveMetrics.RATE_LIMIT_HITS).by("limit").perSecond(), "{{limit}}"),
        lines("What people ask for", "Operations a minute, by kind.")
            .unit(Unit.PER_MINUTE)
            .without("Nothing in this time")
            .runbook("NoTranscriptions")
            .over(
                Series.of(LiveMetrics.OPERATIONS).by("operation_type").perMinute() + " > 0",
                "{{operation_type}}"),
        lines("Buttons", "Presses of buttons a minute, by what they do.")
            .unit(Unit.PER_MINUTE)
            .without("No presses in this time")
            .runbook("HighErrorRate")
            .over(
                Series.of(LiveMetrics.CALLBACK_QUERIES).by("action").perMinute() + " > 0",
                "{{action}}"),
        stat(
                "Bots that receive",
                "Bots that now receive updates, of those configured since the counting began.")
            .size(8, 8)
            .decimals(0)
            .thresholds(Thresholds.below(1))
            .without("No bot")
            .runbook("BotDown")
            .over(Series.of(LiveMetrics.BOTS_ACTIVE).sum(), "receive")
            .over(Series.of(LiveMetrics.BOTS_CREATED).sum(), "configured"));
  }

  static Row calls() {
    return Row.closed(
        "Outgoing calls",
        lines("Calls by service", "Calls a minute.")
            .unit(Unit.PER_MINUTE)
            .without("No calls in this time")
            .runbook("HighErrorRate")
            .over(
                Series.of(LiveMetrics.API_REQUEST_DURATION).by("service").countPerMinute(),
                "{{service}}"),
        lines(
                "Calls by service, P95",
                "Up to the answer's headers. Calls of Telegram's getUpdates wait for messages and are left out.")
            .unit(Unit.SECONDS)
            .without("No calls in this time")
            .runbook("HighP95Latency")
            .over(
                Series.of(LiveMetrics.API_REQUEST_DURATION)
                    .whereNot("method", "getUpdates")
                    .by("service")
                    .quantile(0.95),
                "{{service}}"),
        lines("Telegram's methods, P95", "Up to the answer's headers, without getUpdates.")
            .unit(Unit.SECONDS)
            .without("No calls in this time")
            .runbook("HighMessageProcessingTime")
            .over(
                Series.of(LiveMetrics.API_REQUEST_DURATION)
                    .where("service", "telegram")
                    .whereNot("method", "getUpdates")
                    .by("method")
                    .quantile(0.95),
                "{{method}}"),
        bars("Failed calls", "In each interval, by service and kind of failure.")
            .size(24, 8)
            .decimals(0)
            .interval("1m")
            .without("No call failed in this time")
            .runbook("HighErrorRate")
            .over(
                Series.of(LiveMetrics.API_ERRORS).by("service", "error_type").inInterval() + " > 0",
                "{{service}}: {{error_type}}"));
  }
}
