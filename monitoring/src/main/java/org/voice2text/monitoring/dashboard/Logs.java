package org.voice2text.monitoring.dashboard;

import static org.voice2text.monitoring.dashboard.PanelBuilder.bars;
import static org.voice2text.monitoring.dashboard.PanelBuilder.logs;

import java.util.List;
import org.voice2text.model.catalogue.LiveMetrics;

/// What the processes wrote, beside what was measured: the profile `logs`.
final class Logs {
  private static final String NO_LOKI = "No lines, or Loki does not run (profile logs)";
  private static final String CHOSEN = "{service=~\"$service\", level=~\"(?i)$level\"}";

  private static final Variable SERVICE =
      new Variable.Choice(
          "service",
          "Service",
          "bot,exporter,prometheus,grafana,alertmanager,node-exporter,cadvisor,loki,alloy,victoriametrics",
          ".+",
          "Whose lines are shown.");
  private static final Variable LEVEL =
      new Variable.Choice(
          "level", "Level", "ERROR,WARN,INFO,DEBUG", ".*", "Lines of these levels are shown.");
  private static final Variable SEARCH =
      new Variable.Words(
          "search", "Search", "Lines that hold this text: a job, a trace of an exemplar, a word.");

  private Logs() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "voice2text-logs",
        "logs",
        "Logs",
        "What the processes wrote, beside what was measured. The lines need the profile logs; the metrics do not.",
        "now-1h",
        "30s",
        List.of(Variable.PROMETHEUS, Variable.LOKI, SERVICE, LEVEL, SEARCH),
        List.of(Annotation.RESTARTS, Annotation.DEPLOYMENTS),
        List.of(levels(), lines()));
  }

  private static Row levels() {
    return Row.open(
        "By level, and what was measured meanwhile",
        bars(
                "Lines by level",
                "Lines in each interval. A sudden wall of them is often the first sign.")
            .size(12, 7)
            .decimals(0)
            .colour("error", Colour.RED)
            .colour("warn", Colour.YELLOW)
            .colour("info", Colour.GREEN)
            .colour("debug", Colour.GREY)
            .without(NO_LOKI)
            .runbook("HighErrorRate")
            .target(
                Target.ofLogs(
                    "sum by (level) (count_over_time(" + CHOSEN + " |= `$search` [$__auto]))",
                    "{{level}}")),
        bars("Lines by service", "Warnings and errors in each interval, by service.")
            .size(12, 7)
            .decimals(0)
            .without(NO_LOKI)
            .runbook("HighErrorRate")
            .target(
                Target.ofLogs(
                    "sum by (service) (count_over_time({service=~\"$service\", level=~\"(?i)(warn|error)\"} |= `$search` [$__auto]))",
                    "{{service}}")),
        bars(
                "Unexpected errors",
                "Failures that no handler expected, in each interval; each has a line with its stack trace.")
            .decimals(0)
            .interval("1m")
            .without("None in this time")
            .runbook("HighErrorRate")
            .over(
                Series.of(LiveMetrics.ERRORS).by("error_type").inInterval() + " > 0",
                "{{error_type}}"),
        bars("Failed calls", "Outgoing calls that failed, in each interval.")
            .decimals(0)
            .interval("1m")
            .without("No call failed in this time")
            .runbook("HighErrorRate")
            .over(
                Series.of(LiveMetrics.API_ERRORS).by("service", "error_type").inInterval() + " > 0",
                "{{service}}: {{error_type}}"),
        bars(
                "Transcriptions by result",
                "In each interval; each job ends with one line that says how.")
            .decimals(0)
            .interval("1m")
            .colour("success", Colour.GREEN)
            .colour("error", Colour.RED)
            .without("No requests in this time")
            .runbook("TranscriptionFailures")
            .over(
                Series.ofAll(LiveMetrics.TRANSCRIPTION_REQUESTS).by("status").inInterval() + " > 0",
                "{{status}}"));
  }

  private static Row lines() {
    return Row.open(
        "Lines",
        logs(
                "Lines",
                "The newest first; open one to see its fields. Search for the number of a job or the id of a trace.")
            .without(NO_LOKI)
            .runbook("HighErrorRate")
            .target(Target.lines(CHOSEN + " |= `$search`")));
  }
}
