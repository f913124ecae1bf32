package org.voice2text.monitoring.dashboard;

import static org.voice2text.monitoring.dashboard.PanelBuilder.lines;
import static org.voice2text.monitoring.dashboard.PanelBuilder.stat;
import static org.voice2text.monitoring.dashboard.PanelBuilder.table;

import org.voice2text.model.catalogue.LiveMetric;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.monitoring.dashboard.PanelKind.Column;

/// Failures in the time that is shown, and the parts that are seldom looked at: database and the
/// bot's own server.
final class ErrorRows {

  private ErrorRows() {}

  static Row errors() {
    return Row.closed(
        "Errors",
        lines(
                "Unexpected errors",
                "Failures a minute that no handler expected. The line is where the alert begins.")
            .unit(Unit.PER_MINUTE)
            .thresholds(Thresholds.above(Limit.of("HighErrorRate")))
            .without("No bot")
            .runbook("HighErrorRate")
            .over(Series.of(LiveMetrics.ERRORS).by("error_type").perMinute(), "{{error_type}}"),
        lines("Failed updates", "Updates a minute whose handler failed, by kind of failure.")
            .unit(Unit.PER_MINUTE)
            .without("No bot")
            .runbook("HighErrorRate")
            .over(
                Series.of(LiveMetrics.REQUEST_ERRORS).by("error_type").perMinute(),
                "{{error_type}}"),
        failures(
            LiveMetrics.API_ERRORS,
            "Failed calls in this time",
            "What failed most in the time shown, of all services.",
            Column.label("service", "Service"),
            Column.label("error_type", "Failure")));
  }

  static Row store() {
    return Row.closed(
        "Database",
        Quantiles.of(
                LiveMetrics.DB_QUERY_DURATION,
                "Transactions",
                "Time of one transaction. Milliseconds are normal; a slow disk or a second writer shows here first.")
            .without("No transactions in this time")
            .runbook("LowDiskSpace"),
        lines("Slowest operations, P95", "The ten operations whose transactions take longest.")
            .unit(Unit.SECONDS)
            .without("No transactions in this time")
            .runbook("LowDiskSpace")
            .over(
                "topk(10, %s)"
                    .formatted(
                        Series.of(LiveMetrics.DB_QUERY_DURATION).by("operation").quantile(0.95)),
                "{{operation}}"),
        lines("Transactions a second", "All operations together.")
            .unit(Unit.PER_SECOND)
            .without("No bot")
            .runbook("HighErrorRate")
            .over(Series.of(LiveMetrics.DB_QUERY_DURATION).countPerSecond(), "transactions"),
        failures(
                LiveMetrics.DB_ERRORS,
                "Failed transactions in this time",
                "What failed most in the time shown. `busy` means that another process held the database for long.",
                Column.label("operation", "Operation"),
                Column.label("error_type", "Failure"))
            .size(16, 8),
        stat("Connections", "Open connections to the database, of all bots.")
            .size(8, 8)
            .decimals(0)
            .without("No bot")
            .runbook("BotDown")
            .over(Series.of(LiveMetrics.DB_CONNECTIONS).sum(), "open"));
  }

  static Row server() {
    return Row.closed(
        "The bot's own server",
        lines("Requests", "Webhook calls and health checks a minute, by result.")
            .unit(Unit.PER_MINUTE)
            .size(6, 8)
            .without("No requests in this time")
            .runbook("HTTPErrorRate")
            .over(
                Series.of(LiveMetrics.HTTP_REQUESTS).by("handler", "status").perMinute() + " > 0",
                "{{handler}} {{status}}"),
        lines(
                "Answers 5xx",
                "Share of the requests of the last 5 minutes that the server failed to answer.")
            .unit(Unit.SHARE)
            .size(6, 8)
            .to(1)
            .thresholds(Thresholds.above(Limit.of("HTTPErrorRate")))
            .without("No requests in this time")
            .runbook("HTTPErrorRate")
            .over(
                Shares.share(
                    Series.of(LiveMetrics.HTTP_REQUESTS)
                        .where("status", "5xx")
                        .by("handler")
                        .during("5m"),
                    Series.of(LiveMetrics.HTTP_REQUESTS).by("handler").during("5m")),
                "{{handler}}"),
        Quantiles.by(
                LiveMetrics.HTTP_REQUEST_DURATION,
                "handler",
                "Answers, P95",
                "95 of 100 requests were answered quicker.")
            .size(6, 8)
            .thresholds(Thresholds.above(Limit.of("HTTPLatency")))
            .without("No requests in this time")
            .runbook("HTTPLatency"),
        lines("In progress", "Requests that are being answered.")
            .size(6, 8)
            .decimals(0)
            .without("No bot")
            .runbook("HTTPLatency")
            .over(Series.of(LiveMetrics.HTTP_IN_PROGRESS).by("handler").sum(), "{{handler}}"));
  }

  private static PanelBuilder failures(
      LiveMetric metric, String title, String description, Column first, Column second) {
    return table(title, description, first, second, new Column("Value", "Times", Unit.NUMBER))
        .size(8, 8)
        .decimals(0)
        .without("Nothing failed in this time")
        .runbook("HighErrorRate")
        .target(
            Target.table(
                "sort_desc(%s > 0)"
                    .formatted(Series.of(metric).by(first.field(), second.field()).inShownTime())));
  }
}
