package org.voice2text.monitoring.rules;

/// What counts as a transcription, in PromQL, for alerts and objectives alike.
///
/// The bot counts each engine that it asks for a recording. An engine that failed and was followed
/// by another one has not failed the recording: of the errors those count that no fallback came
/// after. A fallback because of an open circuit follows no error, since that engine was not asked.
/// Recordings that their senders gave up do not count at all.
final class Transcriptions {
  /// Without an answer, over the range `<window>`.
  static final String FAILED =
      """
      clamp_min(
        sum(increase(transcription_requests_total{status="error"}[<window>]))
        - sum(increase(transcription_fallback_total{reason!="circuit_open"}[<window>])),
        0
      )\
      """;

  /// With an answer; that there is no speech is one.
  static final String ANSWERED =
      "sum(increase(transcription_requests_total{status=~\"success|no_speech\"}[<window>]))";

  /// All.
  static final String ALL = "(\n  " + ANSWERED + "\n  + " + indented(FAILED) + "\n)";

  private Transcriptions() {}

  static String indented(String promql) {
    return promql.replace("\n", "\n  ");
  }
}
