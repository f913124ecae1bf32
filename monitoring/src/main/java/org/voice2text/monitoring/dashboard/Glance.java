package org.voice2text.monitoring.dashboard;

import static org.voice2text.monitoring.dashboard.PanelBuilder.alerts;
import static org.voice2text.monitoring.dashboard.PanelBuilder.bars;
import static org.voice2text.monitoring.dashboard.PanelBuilder.lines;
import static org.voice2text.monitoring.dashboard.PanelBuilder.number;
import static org.voice2text.monitoring.dashboard.PanelBuilder.stat;

import org.voice2text.model.catalogue.BusinessCatalogue;
import org.voice2text.model.catalogue.ExporterCatalogue;
import org.voice2text.model.catalogue.LiveMetrics;

/// The first row of the dashboard that one opens at night: does it work, what broke, what does it
/// cost.
final class Glance {
  /// Everything that failed and that an operator should know of, in one number.
  private static final String ERRORS =
      "%s + %s + %s"
          .formatted(
              Series.of(LiveMetrics.ERRORS).during("15m"),
              Series.of(LiveMetrics.REQUEST_ERRORS).during("15m"),
              Series.of(LiveMetrics.DB_ERRORS).during("15m"));

  private Glance() {}

  static Row row() {
    return Row.open(
        "Does it work, what broke, what does it cost",
        bot(),
        failed(),
        answerTime(),
        queue(),
        errors(),
        budget(),
        cost(),
        online(),
        alertList(),
        results(),
        failures(),
        waiting(),
        answers(),
        spending());
  }

  private static PanelBuilder bot() {
    return number(
            "Bot",
            "Whether a bot pushes its metrics. Without any value the exporter is down, or Prometheus does not reach it.")
        .word(1, "Works", Colour.GREEN)
        .word(0, "Down", Colour.RED)
        .thresholds(Thresholds.below(1))
        .unit(Unit.NONE)
        .without("Exporter not reached")
        .runbook("BotDown")
        .now("max(%s)".formatted(ExporterCatalogue.BOT_HEALTH.name()), "Bot");
  }

  private static PanelBuilder failed() {
    return stat(
            "Failed, 15 min",
            "Share of the recordings of the last 15 minutes that no engine could answer, as the alert counts them.")
        .unit(Unit.SHARE)
        .decimals(1)
        .from(0)
        .to(1)
        .thresholds(
            Thresholds.above(
                Limit.of("TranscriptionFailures") / 2, Limit.of("TranscriptionFailures")))
        .without("No requests")
        .runbook("TranscriptionFailures")
        .over(Shares.lostTranscriptions("15m"), "Failed");
  }

  private static PanelBuilder answerTime() {
    return stat(
            "Answer P95, 15 min",
            "From the receipt of a message to its delivered answer; 95 of 100 were quicker in the last 15 minutes. The length of the recordings"
                + " counts, so look at the real-time factor too.")
        .unit(Unit.SECONDS)
        .decimals(1)
        .thresholds(Thresholds.GOOD)
        .without("No answers")
        .runbook("HighMessageProcessingTime")
        .over(
            Series.of(LiveMetrics.MESSAGE_PROCESSING_TIME).quantile(0.95, "15m") + " >= 0", "P95");
  }

  private static PanelBuilder queue() {
    return stat(
            "Queue filled",
            "Waiting jobs as a share of those that may wait. At 100 % people are refused.")
        .unit(Unit.SHARE)
        .decimals(0)
        .from(0)
        .to(1)
        .thresholds(Thresholds.above(Limit.of("QueueOverflow") / 2, Limit.of("QueueOverflow")))
        .without("No bot")
        .runbook("QueueOverflow")
        .over(Shares.queueFilled(), "Filled");
  }

  private static PanelBuilder errors() {
    return stat(
            "Errors, 15 min",
            "Failures that no handler expected, updates whose handler failed, and failed transactions, of the last 15"
                + " minutes.")
        .decimals(0)
        .from(0)
        .thresholds(Thresholds.above(1, Limit.of("HighErrorRate") * 15))
        .without("No bot")
        .runbook("HighErrorRate")
        .over(ERRORS, "Errors");
  }

  private static PanelBuilder budget() {
    return number(
            "Error budget left",
            "The least of the budgets that the objectives leave for 30 days, or as many as Prometheus keeps."
                + " Below 0 the promise is broken.")
        .unit(Unit.SHARE)
        .decimals(0)
        .thresholds(Thresholds.below(0, 0.25))
        .without("No data yet")
        .runbook("SLOPage")
        .now("min(slo:period_error_budget_remaining:ratio)", "Left");
  }

  private static PanelBuilder cost() {
    return stat(
            "Cost, 24 h",
            "What speech and language models cost in the last 24 hours, in dollars. Requests of unknown cost are not in it:"
                + " see the dashboard Cost.")
        .unit(Unit.DOLLARS)
        .decimals(2)
        .from(0)
        .thresholds(Thresholds.GOOD)
        .without("No cost known")
        .runbook("HighDailyCost")
        .over(Series.of(LiveMetrics.AI_COST).during("1d"), "Dollars");
  }

  private static PanelBuilder online() {
    return stat("Users online", "People who used the bot in the last 5 minutes.")
        .decimals(0)
        .from(0)
        .thresholds(Thresholds.above(Limit.of("HighUserLoad")))
        .without("Database not read")
        .runbook("HighUserLoad")
        .over("max(%s)".formatted(BusinessCatalogue.USERS_ONLINE.name()), "Users");
  }

  private static PanelBuilder alertList() {
    return alerts(
            "Alerts",
            "Alerts that are pending or firing, the most important first. Each has a chapter in the dashboard Runbooks.")
        .without("No alerts")
        .runbook("BotDown");
  }

  private static PanelBuilder results() {
    return bars(
            "Transcriptions by result",
            "Requests to speech engines by how they ended, in each interval.")
        .size(9, 8)
        .decimals(0)
        .interval("1m")
        .colour("success", Colour.GREEN)
        .colour("error", Colour.RED)
        .colour("no_speech", Colour.BLUE)
        .colour("cancelled", Colour.GREY)
        .without("No requests in this time")
        .runbook("TranscriptionFailures")
        .over(
            Series.of(LiveMetrics.TRANSCRIPTION_REQUESTS).by("status").inInterval(), "{{status}}");
  }

  private static PanelBuilder failures() {
    return bars(
            "What broke",
            "Failures in each interval: outgoing calls by service, unexpected errors of the bot, handlers, transactions.")
        .size(9, 8)
        .decimals(0)
        .interval("1m")
        .without("Nothing failed in this time")
        .runbook("HighErrorRate")
        .over(
            Series.of(LiveMetrics.API_ERRORS).by("service").inInterval() + " > 0",
            "calls to {{service}}")
        .over(
            Series.of(LiveMetrics.ERRORS).by("error_type").inInterval() + " > 0",
            "bot: {{error_type}}")
        .over(
            Series.of(LiveMetrics.REQUEST_ERRORS).by("error_type").inInterval() + " > 0",
            "handler: {{error_type}}")
        .over(
            Series.of(LiveMetrics.DB_ERRORS).by("error_type").inInterval() + " > 0",
            "database: {{error_type}}");
  }

  private static PanelBuilder waiting() {
    return lines("Queue", "Jobs that wait, against the number that may, and jobs that run.")
        .decimals(0)
        .colour("may wait", Colour.RED)
        .without("No bot")
        .runbook("QueueOverflow")
        .over(Series.of(LiveMetrics.QUEUE_SIZE).sum(), "wait")
        .over(Series.of(LiveMetrics.ACTIVE_WORKERS).sum(), "run")
        .over(Series.of(LiveMetrics.QUEUE_CAPACITY).sum(), "may wait");
  }

  private static PanelBuilder answers() {
    return Quantiles.of(
            LiveMetrics.MESSAGE_PROCESSING_TIME,
            "Time to answer",
            "From the receipt of a message to its delivered answer, waiting and the length of the recording included.")
        .without("No answers in this time")
        .runbook("HighMessageProcessingTime");
  }

  private static PanelBuilder spending() {
    return bars("Cost by model", "Dollars in each hour, by model.")
        .unit(Unit.DOLLARS)
        .interval("1h")
        .without("No cost known")
        .runbook("HighDailyCost")
        .over(Series.of(LiveMetrics.AI_COST).by("model").inInterval() + " > 0", "{{model}}");
  }
}
