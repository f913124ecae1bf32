package org.voice2text.monitoring.dashboard;

import static org.voice2text.monitoring.dashboard.PanelBuilder.bars;
import static org.voice2text.monitoring.dashboard.PanelBuilder.lines;
import static org.voice2text.monitoring.dashboard.PanelBuilder.stat;
import static org.voice2text.monitoring.dashboard.PanelBuilder.table;

import java.util.List;
import org.voice2text.model.catalogue.BusinessCatalogue;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.monitoring.dashboard.PanelKind.Column;

/// What speech and language models cost, and for what.
final class Cost {
  private static final Series DOLLARS = Series.of(LiveMetrics.AI_COST);
  private static final Series UNKNOWN = Series.of(LiveMetrics.AI_COST_UNKNOWN);
  private static final String NONE = "No cost known";
  private static final String RUNBOOK = "HighDailyCost";

  private Cost() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "voice2text-cost",
        "cost",
        "Cost",
        "What speech and language models cost: the provider's own figure, else usage times the price list.",
        "now-7d",
        "1m",
        List.of(Variable.PROMETHEUS, Variable.MODEL),
        List.of(Annotation.DEPLOYMENTS),
        List.of(total(), overTime(), unit(), usage()));
  }

  private static Row total() {
    return Row.open(
        "In all",
        dollars("Cost, 24 h", "Of the last 24 hours, for the chosen models.")
            .over(DOLLARS.during("1d"), "dollars"),
        stat(
                "Rubles, 24 h",
                "Of the last 24 hours, for all models, at the rate USD_RUB; 0 while that is not set. The alert begins at the"
                    + " red value.")
            .unit(Unit.RUBLES)
            .decimals(0)
            .from(0)
            .size(4, 4)
            .thresholds(Thresholds.above(Limit.of("HighDailyCost") / 2, Limit.of("HighDailyCost")))
            .without("Database not read")
            .runbook(RUNBOOK)
            .over(Series.of(BusinessCatalogue.ESTIMATED_COST_RUBLES).during("1d"), "rubles"),
        dollars("Cost, shown time", "Of the time that is shown.")
            .now(DOLLARS.inShownTime(), "dollars"),
        dollars("Month at this pace", "If every day cost as much as the last 24 hours.")
            .over("30 * " + DOLLARS.during("1d"), "dollars"),
        stat(
                "Unknown cost",
                "Requests in the time shown whose cost neither the provider nor the price list tells. Their cost is missing in"
                    + " every figure here: add the model to PRICES_FILE.")
            .size(4, 4)
            .decimals(0)
            .from(0)
            .thresholds(Thresholds.above(1))
            .without("No requests")
            .runbook(RUNBOOK)
            .now(UNKNOWN.inShownTime(), "requests"),
        stat(
                "Saved requests",
                "Requests to language models that the variant cache saved in the time shown.")
            .size(4, 4)
            .decimals(0)
            .from(0)
            .thresholds(Thresholds.GOOD)
            .without("Database not read")
            .runbook(RUNBOOK)
            .now(Series.of(BusinessCatalogue.VARIANT_CACHE_HITS).inShownTime(), "saved"));
  }

  private static PanelBuilder dollars(String title, String description) {
    return stat(title, description)
        .unit(Unit.DOLLARS)
        .decimals(2)
        .from(0)
        .size(4, 4)
        .thresholds(Thresholds.GOOD)
        .without(NONE)
        .runbook(RUNBOOK);
  }

  private static Row overTime() {
    return Row.open(
        "For what",
        spent("By model", "Dollars in each day, by model.", "1d")
            .over(DOLLARS.by("model").inInterval() + " > 0", "{{model}}"),
        spent("By operation", "Dollars in each day, for transcription and for rewriting.", "1d")
            .over(DOLLARS.by("operation").inInterval() + " > 0", "{{operation}}"),
        spent(
                "By hour",
                "Dollars in each hour; a night that costs like a day is worth a look.",
                "1h")
            .over(DOLLARS.by("model").inInterval() + " > 0", "{{model}}"),
        table(
                "Models",
                "Cost, and requests of unknown cost, in the time shown.",
                Column.label("operation", "For"),
                Column.label("model", "Model"),
                new Column("Value #A", "Dollars", Unit.DOLLARS),
                new Column("Value #B", "Unknown", Unit.NUMBER))
            .size(12, 8)
            .without(NONE)
            .runbook(RUNBOOK)
            .target(Target.table(DOLLARS.by("operation", "model").inShownTime()))
            .target(Target.table(UNKNOWN.by("operation", "model").inShownTime())),
        bars(
                "Requests of unknown cost",
                "In each interval, by model. Add the model to PRICES_FILE.")
            .size(12, 8)
            .decimals(0)
            .interval("1h")
            .without("None in this time")
            .runbook(RUNBOOK)
            .over(
                UNKNOWN.by("operation", "model").inInterval() + " > 0",
                "{{operation}}: {{model}}"));
  }

  private static PanelBuilder spent(String title, String description, String interval) {
    return bars(title, description)
        .unit(Unit.DOLLARS)
        .interval(interval)
        .without(NONE)
        .runbook(RUNBOOK);
  }

  private static Row unit() {
    return Row.open(
        "What one costs",
        each(
                "Per active person and day",
                "Cost of the last 24 hours divided by the people active in them.")
            .over(
                Shares.share(
                    DOLLARS.during("1d"),
                    Series.of(BusinessCatalogue.ACTIVE_USERS).where("period", "day").sum()),
                "per person"),
        each(
                "Per minute of audio",
                "Cost of transcription of the last 24 hours divided by the minutes transcribed in them.")
            .over(
                Shares.share(
                    DOLLARS.where("operation", "transcription").during("1d"),
                    Series.of(BusinessCatalogue.AUDIO_MINUTES).during("1d")),
                "per minute"),
        each(
                "Per rewriting",
                "Cost of rewriting of the last 24 hours divided by the successful requests, by model.")
            .over(
                Shares.share(
                    DOLLARS.where("operation", "rewriting").by("model").during("1d"),
                    Series.of(LiveMetrics.LLM_REQUESTS)
                        .where("status", "success")
                        .by("model")
                        .during("1d")),
                "{{model}}"));
  }

  private static PanelBuilder each(String title, String description) {
    return lines(title, description)
        .unit(Unit.DOLLARS)
        .without("Nothing to divide by in 24 hours")
        .runbook(RUNBOOK);
  }

  private static Row usage() {
    Series tokens = Series.of(LiveMetrics.AI_TOKENS);
    return Row.open(
        "Usage",
        bars("Tokens", "In each interval, as the providers report them, by operation and kind.")
            .decimals(0)
            .interval("1h")
            .without("No tokens reported")
            .runbook(RUNBOOK)
            .over(
                tokens.by("operation", "token_type").inInterval() + " > 0",
                "{{operation}}: {{token_type}}"),
        bars("Tokens by model", "In each interval.")
            .decimals(0)
            .interval("1h")
            .without("No tokens reported")
            .runbook(RUNBOOK)
            .over(tokens.by("model").inInterval() + " > 0", "{{model}}"),
        bars(
                "Rubles",
                "In each day, for all models, at the rate USD_RUB. The line is where the alert begins.")
            .unit(Unit.RUBLES)
            .interval("1d")
            .thresholds(Thresholds.above(Limit.of("HighDailyCost")))
            .without("Database not read")
            .runbook(RUNBOOK)
            .over(Series.of(BusinessCatalogue.ESTIMATED_COST_RUBLES).inInterval(), "rubles"));
  }
}
