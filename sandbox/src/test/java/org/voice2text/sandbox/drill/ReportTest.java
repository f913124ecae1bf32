package org.voice2text.sandbox.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voice2text.sandbox.drill.Expressions.Expression;

final class ReportTest {
  private static final Scenario SHOWN =
      scenario("BotDown", "the bot is killed").followedBy("SLOPage freshness");

  private static final MachineLoad.Shares LOAD = new MachineLoad.Shares(0.912, 0.3);

  private final Report report = new Report();

  @Test
  void tellsWhatFiredAndWhatDidNot() {
    report.add(new QuietRun.Result(60, Duration.ofMinutes(4), Set.of(), 230, LOAD));
    report.add(shown(Set.of("SLOPage freshness")));
    report.add(
        new Outcome.Failed(scenario("SLOPage latency", "all is slow"), "no alert within 180 s"));
    report.add(
        new Outcome.NotCaused(scenario("LowDiskSpace", "the disk is filled"), "only root may"));
    report.add(
        new ExpressionRun.Result(
            7,
            List.of(new Expression("a.json", "max(\n  a\n)")),
            List.of("b.json: max(: refused"),
            List.of(new Expression("c.json", "vm_rows"))));

    assertThat(report.text("Machine: small."))
        .endsWith(
            """
            Machine: small.

            Quiet run: 240.0 s of usual traffic without a fault, 230 messages and presses, times divided by 60 (4.0 h with the true rules). No alert fired; the processors were busy for 91 % of the time, 30 % by all that belongs to the drill.

            | alert | severity | fault | times divided by | fired after | at most | message | resolved after | message | also fired |
            |---|---|---|---|---|---|---|---|---|---|
            | BotDown | critical | the bot is killed | 60 | 7.5 s (7 min) | 14.0 s | +1.0 s | 0.5 s (0 min) | +0.1 s | SLOPage freshness |
            | SLOPage latency | critical | all is slow | 60 | **failed**: no alert within 180 s | | | | | |
            | LowDiskSpace | critical | the disk is filled | 60 | not caused here, shown by the unit tests of the rules: only root may | | | | | |

            ## Expressions

            Every expression of the dashboards and every recording rule was run against this Prometheus, while people did
            everything and everything failed now and then: 7 returned data. Those of alerts returned data when they fired.

            Without data:

            * a.json: `max( a )`

            Refused by Prometheus:

            * b.json: max(: refused

            Not run, as they tell of cAdvisor, VictoriaMetrics, remote write or deadlocks:

            * c.json: `vm_rows`
            """);
    assertThat(report.passed()).isFalse();
  }

  @Test
  void passesWithWhatCannotBeCausedButNotWithAnAlertInTheQuiet() {
    report.add(shown(Set.of()));
    report.add(new Outcome.NotCaused(SHOWN, "only root may"));
    assertThat(report.passed()).isTrue();

    report.add(new QuietRun.Result(60, Duration.ofMinutes(4), Set.of("HighCPUUsage"), 230, LOAD));

    assertThat(report.passed()).isFalse();
    assertThat(report.text("")).contains("**Fired all the same: HighCPUUsage**");
  }

  @Test
  void failsWhereAnAlertIsLateOrAnotherDoesNotFollow() {
    Outcome.Shown late =
        new Outcome.Shown(
            SHOWN,
            Duration.ofSeconds(30),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Set.of("HighCPUUsage", "MassFallback"));
    report.add(late);

    assertThat(report.passed()).isFalse();
    assertThat(report.text(""))
        .endsWith(
            "| 30.0 s (30 min) | **too late**: 14.0 s | +0.0 s | 0.0 s (0 min) | +0.0 s | HighCPUUsage,"
                + " **MassFallback** |\n");
    assertThat(Report.line(late))
        .contains("fired after 30.0 s of 14.0 s TOO LATE, message")
        .endsWith("also [HighCPUUsage, MassFallback] UNEXPECTED [MassFallback]");
  }

  private static Scenario scenario(String alert, String fault) {
    return Scenario.of(alert, fault, _ -> () -> {});
  }

  private static Outcome shown(Set<String> others) {
    return new Outcome.Shown(
        SHOWN,
        Duration.ofMillis(7500),
        Duration.ofMillis(1000),
        Duration.ofMillis(500),
        Duration.ofMillis(100),
        others);
  }
}
