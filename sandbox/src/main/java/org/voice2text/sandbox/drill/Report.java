package org.voice2text.sandbox.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a drill has shown, for people. Not thread-safe.
final class Report {
  private final List<Outcome> outcomes = new ArrayList<>();
  private QuietRun.@Nullable Result quiet;
  private ExpressionRun.@Nullable Result expressions;

  void add(Outcome outcome) {
    outcomes.add(outcome);
  }

  void add(QuietRun.Result result) {
    quiet = result;
  }

  void add(ExpressionRun.Result result) {
    expressions = result;
  }

  /// Whether all came about that can be caused here, in its time, and nothing fired that does not
  /// follow from a fault.
  boolean passed() {
    return outcomes.stream().allMatch(Report::passed)
        && (quiet == null || quiet.fired().isEmpty())
        && (expressions == null || expressions.passed());
  }

  private static boolean passed(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Shown shown -> Judgement.of(shown).passed();
      case Outcome.Failed _ -> false;
      case Outcome.NotCaused _ -> true;
    };
  }

  /// One line for the screen.
  static String line(Outcome outcome) {
    String alert = outcome.scenario().alert();
    return switch (outcome) {
      case Outcome.Shown s ->
          "%-32s fired after %s of %s%s, message after %s more; resolved after %s, message after %s more; also %s%s"
              .formatted(
                  alert,
                  seconds(s.fired()),
                  seconds(Judgement.of(s).within()),
                  Judgement.of(s).late() ? " TOO LATE" : "",
                  seconds(s.told()),
                  seconds(s.resolved()),
                  seconds(s.toldResolved()),
                  new TreeSet<>(s.others()),
                  Judgement.of(s).unexpected().isEmpty()
                      ? ""
                      : " UNEXPECTED " + new TreeSet<>(Judgement.of(s).unexpected()));
      case Outcome.Failed f -> "%-32s FAILED: %s".formatted(alert, f.reason());
      case Outcome.NotCaused n -> "%-32s not caused here: %s".formatted(alert, n.reason());
    };
  }

  static String line(QuietRun.Result quiet) {
    return "%-32s fired all the same: %s; %s"
        .formatted("Quiet run", new TreeSet<>(quiet.fired()), load(quiet.load()));
  }

  static String line(ExpressionRun.Result result) {
    return "%-32s %d returned data, not %s; refused %s"
        .formatted(
            "Expressions",
            result.answered(),
            result.silent().stream().map(Report::text).toList(),
            result.refused());
  }

  /// @param machine what it ran on, a sentence
  String text(String machine) {
    StringBuilder out = new StringBuilder(HEAD);
    out.append(machine).append("\n\n");
    if (quiet != null) {
      out.append(quiet(quiet));
    }
    out.append(
        """
        | alert | severity | fault | times divided by | fired after | at most | message | resolved after | message | also fired |
        |---|---|---|---|---|---|---|---|---|---|
        """);
    outcomes.forEach(o -> out.append(row(o)));
    if (expressions != null) {
      out.append(expressions(expressions));
    }
    return out.toString();
  }

  private static final String HEAD =
      """
      # Alert drill

      Written by `make drill`. The real Prometheus and Alertmanager watch the real bot and exporter; the sandbox, or the drill
      itself, causes each fault. The rules are those of `monitoring/prometheus/rules` with all times divided by a factor; routes,
      silencing and messages are those of `monitoring/alertmanager` with all times divided by 720. Nothing else differs but
      addresses, the scrape interval of 1 s, the e-mail that is not sent, and the waking hours of `NoTranscriptions`.

      Times are from the fault to the alert, and from the end of the fault to the end of the alert; in brackets what that would be
      with the true rules, which is too much where a process and not a rule takes its time. Behind each is how much later the
      message arrived in the sandbox's Telegram. *At most* is what the rule needs at the latest, its window, the time that it must last and two scrapes,
      with 10 s for the processes and what the fault itself takes; the drill fails where it took longer. It fails, too, when
      something else fired that does not follow from the fault; that is **bold**. `HighCPUUsage` may fire wherever scenarios are played side by side.

      """;

  private static String quiet(QuietRun.Result quiet) {
    return "Quiet run: %s of usual traffic without a fault, %d messages and presses, times divided by %d (%s with the true rules). %s; %s.\n\n"
        .formatted(
            seconds(quiet.length()),
            quiet.done(),
            quiet.factor(),
            real(quiet.length(), quiet.factor()),
            quiet.fired().isEmpty()
                ? "No alert fired"
                : "**Fired all the same: " + String.join(", ", new TreeSet<>(quiet.fired())) + "**",
            load(quiet.load()));
  }

  private static String load(MachineLoad.Shares load) {
    return String.format(
        Locale.ROOT,
        "the processors were busy for %.0f %% of the time, %.0f %% by all that belongs to the drill",
        load.busy() * 100,
        load.own() * 100);
  }

  private static String expressions(ExpressionRun.Result result) {
    StringBuilder out = new StringBuilder("\n## Expressions\n\n");
    out.append(
        """
        Every expression of the dashboards and every recording rule was run against this Prometheus, while people did
        everything and everything failed now and then: %d returned data. Those of alerts returned data when they fired.
        """
            .formatted(result.answered()));
    list(out, "Without data", result.silent().stream().map(Report::text).toList());
    list(out, "Refused by Prometheus", result.refused());
    list(
        out,
        "Not run, as they tell of cAdvisor, VictoriaMetrics, remote write or deadlocks",
        result.elsewhere().stream().map(Report::text).toList());
    return out.toString();
  }

  private static String text(Expressions.Expression expression) {
    return "%s: `%s`".formatted(expression.where(), expression.promql().replaceAll("\\s+", " "));
  }

  private static void list(StringBuilder out, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      out.append("\n%s:\n\n".formatted(title));
      lines.forEach(line -> out.append("* ").append(line).append('\n'));
    }
  }

  private static String row(Outcome outcome) {
    Scenario s = outcome.scenario();
    String head = "| %s | %s | %s | %d | ".formatted(s.alert(), severity(s), s.fault(), s.factor());
    return switch (outcome) {
      case Outcome.Shown shown ->
          head
              + "%s (%s) | %s | +%s | %s (%s) | +%s | %s |\n"
                  .formatted(
                      seconds(shown.fired()),
                      real(shown.fired(), s.factor()),
                      atMost(Judgement.of(shown)),
                      seconds(shown.told()),
                      seconds(shown.resolved()),
                      real(shown.resolved(), s.factor()),
                      seconds(shown.toldResolved()),
                      others(shown));
      case Outcome.Failed failed ->
          head + "**failed**: %s | | | | | |\n".formatted(failed.reason());
      case Outcome.NotCaused not ->
          head
              + "not caused here, shown by the unit tests of the rules: %s | | | | | |\n"
                  .formatted(not.reason());
    };
  }

  private static String atMost(Judgement judgement) {
    return judgement.late()
        ? "**too late**: %s".formatted(seconds(judgement.within()))
        : seconds(judgement.within());
  }

  private static String others(Outcome.Shown shown) {
    Set<String> unexpected = Judgement.of(shown).unexpected();
    return shown.others().isEmpty()
        ? "–"
        : shown.others().stream()
            .sorted()
            .map(other -> unexpected.contains(other) ? "**" + other + "**" : other)
            .collect(Collectors.joining(", "));
  }

  private static String severity(Scenario scenario) {
    return Judgement.alert(scenario).severity().name().toLowerCase(Locale.ROOT);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private static String real(Duration duration, int factor) {
    long seconds = duration.toSeconds() * factor;
    return seconds < 5400
        ? Math.round(seconds / 60.0) + " min"
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600.0);
  }
}
