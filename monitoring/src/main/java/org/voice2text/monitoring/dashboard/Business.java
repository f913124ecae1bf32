package org.voice2text.monitoring.dashboard;

import static org.voice2text.monitoring.dashboard.PanelBuilder.bars;
import static org.voice2text.monitoring.dashboard.PanelBuilder.lines;
import static org.voice2text.monitoring.dashboard.PanelBuilder.stacked;
import static org.voice2text.monitoring.dashboard.PanelBuilder.stat;

import java.util.List;
import org.voice2text.model.catalogue.BusinessCatalogue;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.catalogue.ServedMetric;

/// Who uses the bot, for what, and who pays.
final class Business {
  private static final String STALE = "BusinessMetricsStale";
  private static final String NOT_READ = "Database not read";

  private Business() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "voice2text-business",
        "business",
        "Business",
        "Who uses the bot, for what, and who pays. Totals come from the database and outlive every restart.",
        "now-7d",
        "1m",
        List.of(Variable.PROMETHEUS),
        List.of(Annotation.DEPLOYMENTS),
        List.of(now(), people(), use(), money()));
  }

  private static Row now() {
    return Row.open(
        "Now and today",
        whole(BusinessCatalogue.USERS_ONLINE, "Online", "People active in the last 5 minutes.")
            .thresholds(Thresholds.above(Limit.of("HighUserLoad")))
            .runbook("HighUserLoad"),
        whole(
            BusinessCatalogue.USERS_ACTIVE_TODAY,
            "Active today",
            "People active since midnight (TIME_ZONE)."),
        period("day", "Active, day", "People active in the last 24 hours (DAU)."),
        period("week", "Active, week", "People active in the last 7 days (WAU)."),
        period("month", "Active, month", "People active in the last 30 days (MAU)."),
        stat(
                "Stickiness",
                "DAU divided by MAU: how many of a month's people come on a given day. 20 % is good for a messenger bot.")
            .unit(Unit.SHARE)
            .decimals(0)
            .from(0)
            .without("Nobody in a month")
            .runbook(STALE)
            .over(stickiness(), "DAU/MAU"),
        whole(
            BusinessCatalogue.RECORDS_TODAY,
            "Transcripts today",
            "Stored since midnight (TIME_ZONE)."),
        whole(BusinessCatalogue.USERS, "Registered", "All people who ever started the bot."));
  }

  private static String stickiness() {
    Series active = Series.of(BusinessCatalogue.ACTIVE_USERS);
    return Shares.share(active.where("period", "day").sum(), active.where("period", "month").sum());
  }

  private static PanelBuilder whole(ServedMetric metric, String title, String description) {
    return stat(title, description)
        .decimals(0)
        .from(0)
        .without(NOT_READ)
        .runbook(STALE)
        .over("max(%s)".formatted(metric.name()), title);
  }

  private static PanelBuilder period(String period, String title, String description) {
    return stat(title, description)
        .decimals(0)
        .from(0)
        .without(NOT_READ)
        .runbook(STALE)
        .over(Series.of(BusinessCatalogue.ACTIVE_USERS).where("period", period).sum(), title);
  }

  private static Row people() {
    return Row.open(
        "People",
        lines("Active people", "In the last day, week and month, and online.")
            .decimals(0)
            .without(NOT_READ)
            .runbook(STALE)
            .over(Series.of(BusinessCatalogue.ACTIVE_USERS).by("period").sum(), "{{period}}")
            .over("max(%s)".formatted(BusinessCatalogue.USERS_ONLINE.name()), "online"),
        grown(
            BusinessCatalogue.NEW_USERS,
            "New people",
            "Registrations in each hour or longer interval.",
            "new"),
        lines("Stickiness", "DAU divided by MAU.")
            .unit(Unit.SHARE)
            .without("Nobody in a month")
            .runbook(STALE)
            .over(stickiness(), "DAU/MAU"));
  }

  private static Row use() {
    return Row.open(
        "Use",
        grown(
            BusinessCatalogue.TRANSCRIPTIONS,
            "Transcriptions",
            "Successful transcriptions in each interval.",
            "transcriptions"),
        grown(
                BusinessCatalogue.AUDIO_MINUTES,
                "Minutes of audio",
                "Transcribed in each interval.",
                "minutes")
            .unit(Unit.MINUTES),
        grown(
            BusinessCatalogue.RECORDS,
            "Stored transcripts",
            "In each interval; a recording that was known costs nothing.",
            "stored"),
        stacked("Operations today", "What people asked for since midnight (TIME_ZONE).")
            .decimals(0)
            .without("Nothing today")
            .runbook(STALE)
            .over(
                Series.of(BusinessCatalogue.OPERATIONS_TODAY).by("operation_type").sum() + " > 0",
                "{{operation_type}}"),
        grown(
            BusinessCatalogue.VARIANT_CACHE_HITS,
            "Saved by the cache",
            "Requests to language models that were not needed, because the text had been made before.",
            "saved"),
        bars("Saved share", "Of the texts asked for, how many the cache had.")
            .unit(Unit.SHARE)
            .interval("1h")
            .to(1)
            .without("Nothing was rewritten in this time")
            .runbook(STALE)
            .over(savedShare(), "saved"));
  }

  private static String savedShare() {
    String saved = Series.of(BusinessCatalogue.VARIANT_CACHE_HITS).inInterval();
    return Shares.share(
        saved,
        "(%s + %s)"
            .formatted(
                saved,
                Series.ofAll(LiveMetrics.LLM_REQUESTS).where("status", "success").inInterval()));
  }

  private static Row money() {
    return Row.open(
        "Plans and payments",
        lines("Paying people", "People with a running subscription, by plan.")
            .decimals(0)
            .without(NOT_READ)
            .runbook(STALE)
            .over(Series.of(BusinessCatalogue.PAYING_USERS).by("plan").sum(), "{{plan}}"),
        bars("Subscriptions", "That began or were renewed, in each interval, by plan.")
            .decimals(0)
            .interval("1h")
            .without("None in this time")
            .runbook("PaymentTransactionFailures")
            .over(Series.of(LiveMetrics.SUBSCRIPTIONS).by("plan").inInterval(), "{{plan}}"),
        bars("Payments", "By how they ended, in each interval.")
            .decimals(0)
            .interval("1h")
            .colour("success", Colour.GREEN)
            .colour("failed", Colour.RED)
            .colour("refunded", Colour.YELLOW)
            .without("None in this time")
            .runbook("PaymentTransactionFailures")
            .over(Series.of(LiveMetrics.PAYMENTS).by("status").inInterval(), "{{status}}"),
        stat(
                "Failed payments, 1 h",
                "Share of the payments of the last hour that failed; money is at stake.")
            .unit(Unit.SHARE)
            .size(8, 5)
            .from(0)
            .to(1)
            .decimals(0)
            .thresholds(Thresholds.above(Limit.of("PaymentTransactionFailures")))
            .without("No payments in the last hour")
            .runbook("PaymentTransactionFailures")
            .over(Shares.failedPayments("1h"), "failed"),
        stat("Paying share", "People with a running subscription, of those active in a month.")
            .unit(Unit.SHARE)
            .size(8, 5)
            .from(0)
            .decimals(1)
            .without("Nobody in a month")
            .runbook(STALE)
            .over(
                Shares.share(
                    Series.of(BusinessCatalogue.PAYING_USERS).sum(),
                    Series.of(BusinessCatalogue.ACTIVE_USERS).where("period", "month").sum()),
                "paying"),
        stat(
                "Events without a model",
                "Requests to speech and language models in the shown time whose event lacks the model; cost cannot be told for them.")
            .size(8, 5)
            .decimals(0)
            .from(0)
            .thresholds(Thresholds.above(1))
            .without(NOT_READ)
            .runbook("HighNullModelRate")
            .now(Series.of(BusinessCatalogue.NULL_MODEL_EVENTS).inShownTime(), "events"));
  }

  private static PanelBuilder grown(
      ServedMetric metric, String title, String description, String legend) {
    return bars(title, description)
        .decimals(0)
        .interval("1h")
        .without(NOT_READ)
        .runbook(STALE)
        .over(Series.of(metric).inInterval(), legend);
  }
}
