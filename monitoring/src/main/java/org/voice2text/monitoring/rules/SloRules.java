package org.voice2text.monitoring.rules;

import static org.voice2text.monitoring.rules.Alert.Unit.SHARE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The objectives' rules: events and errors over several windows, the ratios and budgets made of
/// them, and the alerts on how fast a budget burns. Names of series follow the pattern
/// `level:metric:operation`; a window in a name is the true one, in drills too.
///
/// The way is that of the Site Reliability Workbook, chapter 5: an alert needs a long window, so
/// that it means something, and a short one, so that it ends soon.
final class SloRules {
  /// With fewer bad events in the long window there is no alert: where little happens, one failure
  /// is a high ratio.
  private static final int LEAST_ERRORS = 10;

  private static final Duration EVERY_30_SECONDS = Duration.ofSeconds(30);

  private static final List<Duration> SHORT =
      List.of(
          Windows.MINUTES_5, Windows.MINUTES_30, Windows.HOUR, Windows.HOURS_2, Windows.HOURS_6);
  private static final List<Duration> LONG = List.of(Windows.DAY, Windows.DAYS_3);

  private SloRules() {}

  /// What is counted.
  static List<RuleGroup> counts() {
    return List.of(
        new RuleGroup("slo_counts", EVERY_30_SECONDS, counts(SHORT)),
        new RuleGroup("slo_counts_long", Windows.MINUTES_2, counts(LONG)));
  }

  /// What is concluded.
  static List<RuleGroup> conclusions() {
    return List.of(
        new RuleGroup("slo", EVERY_30_SECONDS, ratios()),
        new RuleGroup("slo_budget", Windows.MINUTES_5, budget()),
        RuleGroup.ofAlerts("slo_alerts", List.of(page(), ticket())));
  }

  private static List<Recording> counts(List<Duration> windows) {
    List<Recording> counts = new ArrayList<>();
    for (Slo slo : Slo.ALL) {
      for (Duration window : windows) {
        counts.add(count("events", slo, slo.events(), window));
        counts.add(count("errors", slo, slo.errors(), window));
      }
    }
    return counts;
  }

  private static Recording count(String what, Slo slo, String promql, Duration window) {
    return new Recording(
        "slo:sli_%s:increase%s".formatted(what, Pace.text(window)),
        slo.name(),
        Expression.of(promql).range("window", window));
  }

  private static List<Recording> ratios() {
    List<Recording> ratios = new ArrayList<>();
    for (Slo slo : Slo.ALL) {
      Expression objective =
          Expression.of("vector(<objective>)").share("objective", slo.objective());
      ratios.add(new Recording("slo:objective:ratio", slo.name(), objective));
    }
    ratios.add(series("slo:error_budget:ratio", "1 - slo:objective:ratio"));
    // Without events there is no ratio, and no alert.
    Stream.concat(SHORT.stream(), LONG.stream())
        .map(Pace::text)
        .map(w ->
            series(
                ratio(w),
                "slo:sli_errors:increase%1$s / (slo:sli_events:increase%1$s > 0)".formatted(w)))
        .forEach(ratios::add);
    ratios.add(series("slo:current_burn_rate:ratio", ratio("5m") + " / slo:error_budget:ratio"));
    return ratios;
  }

  /// The hours of a month, side by side; of fewer days where Prometheus keeps fewer.
  private static List<Recording> budget() {
    Expression month =
        Expression.of(
                """
                sum_over_time(slo:sli_errors:increase1h[<month>:<hour>])
                / (sum_over_time(slo:sli_events:increase1h[<month>:<hour>]) > 0)
                """)
            .range("month", Windows.DAYS_30)
            .range("hour", Windows.HOUR);
    return List.of(
        new Recording(ratio("30d"), "", month),
        series(
            "slo:period_error_budget_remaining:ratio",
            "1 - " + ratio("30d") + " / slo:error_budget:ratio"));
  }

  private static Recording series(String name, String promql) {
    return new Recording(name, "", Expression.of(promql));
  }

  private static String ratio(String window) {
    return "slo:sli_error:ratio_rate" + window;
  }

  private static final String BURNS =
      "{value} of the events are bad. The budget of 30 d burns at <fast> times its pace over <fastLong> and"
          + " <fastShort>, or at <slow> times over <slowLong> and <slowShort>.";

  private static Alert page() {
    Expression burning =
        burning(
            new Burn("fast", 14.4, Windows.HOUR, Windows.MINUTES_5),
            new Burn("slow", 6, Windows.HOURS_6, Windows.MINUTES_30));
    return Alert.critical("SLOPage", burning)
        .silencedBy("ExporterDown", "BotDown")
        .saying(
            "The objective of {slo} is at stake: its error budget burns very fast.", BURNS, SHARE);
  }

  private static Alert ticket() {
    Expression burning =
        burning(
            new Burn("fast", 3, Windows.DAY, Windows.HOURS_2),
            new Burn("slow", 1, Windows.DAYS_3, Windows.HOURS_6));
    return Alert.warning("SLOTicket", burning)
        .silencedBy("ExporterDown", "BotDown", "SLOPage")
        .saying("The objective of {slo} will be missed if this goes on.", BURNS, SHARE);
  }

  /// @param factor 1 uses the whole budget up in 30 days
  private record Burn(String name, double factor, Duration longWindow, Duration shortWindow) {
    String promql() {
      return """
      (
        %1$s > <%3$s> * slo:error_budget:ratio
        and %2$s > <%3$s> * slo:error_budget:ratio
        and slo:sli_errors:increase%4$s >= <least>
      )\
      """
          .formatted(
              ratio(Pace.text(longWindow)),
              ratio(Pace.text(shortWindow)),
              name,
              Pace.text(longWindow));
    }

    /// With what the text tells of it.
    Expression in(Expression expression) {
      return expression
          .count(name, factor)
          .range(name + "Long", longWindow)
          .range(name + "Short", shortWindow);
    }
  }

  private static Expression burning(Burn fast, Burn slow) {
    Expression either = Expression.of(fast.promql() + "\nor\n" + slow.promql());
    return slow.in(fast.in(either)).count("least", LEAST_ERRORS);
  }
}
