package org.voice2text.monitoring.dashboard;

import static org.voice2text.monitoring.dashboard.PanelBuilder.bars;
import static org.voice2text.monitoring.dashboard.PanelBuilder.lines;
import static org.voice2text.monitoring.dashboard.PanelBuilder.number;
import static org.voice2text.monitoring.dashboard.PanelBuilder.table;

import java.util.List;
import org.voice2text.monitoring.dashboard.PanelKind.Column;

/// What was promised, and how fast the errors that it leaves are used up. Made of the recording
/// rules alone, so that it shows what the alerts judge by.
final class ServiceLevels {
  private static final String NO_DATA = "No events yet, or Prometheus lacks the recording rules";
  private static final String REMAINING = "slo:period_error_budget_remaining:ratio";
  private static final String PAGE = "SLOPage";
  private static final String TICKET = "SLOTicket";

  private ServiceLevels() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "voice2text-slo",
        "slo",
        "SLO",
        "What is promised over 30 days, or as many as Prometheus keeps, what of it was kept, and how fast the budget of"
            + " errors burns.",
        "now-7d",
        "1m",
        List.of(Variable.PROMETHEUS),
        List.of(Annotation.ALERTS, Annotation.RESTARTS, Annotation.DEPLOYMENTS),
        List.of(promises(), burning(), events()));
  }

  private static Row promises() {
    return Row.open(
        "Promises",
        ratio("Kept", "Share of the good events of the days that are looked at.")
            .decimals(2)
            .thresholds(Thresholds.NONE)
            .now("1 - slo:sli_error:ratio_rate30d", "{{slo}}"),
        ratio(
                "Budget left",
                "Of the errors that the objective allows in the days that are looked at. Below 0 the promise is broken.")
            .decimals(0)
            .thresholds(Thresholds.below(0, 0.25))
            .now(REMAINING, "{{slo}}"),
        number(
                "Days looked at",
                "30, or as many as Prometheus has kept: 15 at most unless PROMETHEUS_RETENTION says otherwise. The budget of"
                    + " fewer days is smaller, and used up by fewer errors.")
            .unit(Unit.SECONDS)
            .decimals(1)
            .size(6, 5)
            .without("Prometheus does not watch itself")
            .runbook(TICKET)
            .now(
                "clamp(time() - min(prometheus_tsdb_lowest_timestamp_seconds), 0, 30 * 86400)",
                "Days"),
        ratio(
                "Burn rate now",
                "Over 5 minutes; at 1 the budget lasts for exactly 30 days, at 14.4 for two.")
            .unit(Unit.NUMBER)
            .decimals(1)
            .thresholds(Thresholds.above(1, Burn.FAST.factor()))
            .now("slo:current_burn_rate:ratio", "{{slo}}"),
        table(
                "Objectives",
                "Promised, kept, and what is left of the errors allowed in the days that are looked at.",
                Column.label("slo", "Objective"),
                new Column("Value #A", "Promised", Unit.SHARE),
                new Column("Value #B", "Kept", Unit.SHARE),
                new Column("Value #C", "Budget left", Unit.SHARE))
            .size(12, 8)
            .unit(Unit.SHARE)
            .without(NO_DATA)
            .runbook(TICKET)
            .target(Target.table("sum by (slo) (slo:objective:ratio)"))
            .target(Target.table("sum by (slo) (1 - slo:sli_error:ratio_rate30d)"))
            .target(Target.table("sum by (slo) (%s)".formatted(REMAINING))),
        lines(
                "Budget left",
                "It falls with each bad event and comes back as they become older than the days that are looked at.")
            .fromBelowZero()
            .unit(Unit.SHARE)
            .size(12, 8)
            .thresholds(Thresholds.below(0, 0.25))
            .without(NO_DATA)
            .runbook(TICKET)
            .over(REMAINING, "{{slo}}"));
  }

  private static PanelBuilder ratio(String title, String description) {
    return number(title, description).unit(Unit.SHARE).size(6, 5).without(NO_DATA).runbook(PAGE);
  }

  private static Row burning() {
    return Row.open(
        "Burn rates, as the alerts see them: both windows must be above the line",
        burn(Burn.FAST, "A page: 2 % of the budget are used in an hour."),
        burn(Burn.SLOW, "A page: 5 % of the budget are used in six hours."),
        burn(Burn.DAY, "A ticket: 10 % of the budget are used in a day."),
        burn(Burn.DAYS, "A ticket: the budget will just not last."));
  }

  private static PanelBuilder burn(Burn burn, String meaning) {
    return lines("Over %s and %s".formatted(burn.longWindow(), burn.shortWindow()), meaning)
        .decimals(1)
        .size(12, 8)
        .thresholds(Thresholds.above(burn.factor()))
        .without(NO_DATA)
        .runbook(burn.alert())
        .over(rate(burn.longWindow()), "{{slo}} " + burn.longWindow())
        .over(rate(burn.shortWindow()), "{{slo}} " + burn.shortWindow());
  }

  private static String rate(String window) {
    return "slo:sli_error:ratio_rate%s / slo:error_budget:ratio".formatted(window);
  }

  private static Row events() {
    return Row.open(
        "What was counted",
        bars("Events an hour", "Of each objective; for freshness these are scrapes.")
            .decimals(0)
            .size(12, 8)
            .interval("1h")
            .without(NO_DATA)
            .runbook(TICKET)
            .over("slo:sli_events:increase1h", "{{slo}}"),
        bars("Bad events an hour", "Of each objective.")
            .decimals(0)
            .size(12, 8)
            .interval("1h")
            .without(NO_DATA)
            .runbook(TICKET)
            .over("slo:sli_errors:increase1h", "{{slo}}"));
  }
}
