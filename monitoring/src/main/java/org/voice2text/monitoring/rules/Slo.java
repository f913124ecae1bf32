package org.voice2text.monitoring.rules;

import java.util.List;

/// A service level objective over 30 days, and how its error budget is measured: how many events
/// there were and how many of them were bad, in PromQL over the range `<window>`.
///
/// @param name value of the label `slo`
/// @param objective the share of events that must be good
/// @param errors the bad ones; no series without events
/// @param promise for people
public record Slo(String name, double objective, String events, String errors, String promise) {

  /// Recordings that speech engines should turn into text, or find silent.
  private static final Slo AVAILABILITY =
      new Slo(
          "availability",
          0.999,
          Transcriptions.ALL,
          Transcriptions.FAILED,
          "99.9 % of transcriptions do not fail");

  private static final Slo LATENCY =
      new Slo(
          "latency",
          0.95,
          "sum(increase(message_processing_time_seconds_count[<window>]))",
          SlowAnswers.CERTAINLY,
          "95 % of messages are answered within 30 s and the length of their audio");

  /// An event is a scrape. One that finds no exporter is bad, too: nobody knows of the bot then.
  private static final Slo FRESHNESS =
      new Slo(
          "freshness",
          0.999,
          "sum(count_over_time(up{job=\"exporter\"}[<window>]))",
          """
          clamp_min(
            sum(count_over_time(up{job="exporter"}[<window>]))
            - (sum(sum_over_time(bot_health[<window>])) or vector(0)),
            0
          )\
          """,
          "99.9 % of the time the bot tells fresh metrics");

  public static final List<Slo> ALL = List.of(AVAILABILITY, LATENCY, FRESHNESS);
}
