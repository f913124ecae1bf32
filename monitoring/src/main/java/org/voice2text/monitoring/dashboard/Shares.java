package org.voice2text.monitoring.dashboard;

import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.catalogue.Metric;

/// Shares of a whole, which are missing rather than not a number while the whole is 0.
final class Shares {

  private Shares() {}

  /// @param time such as `15m`
  static String failedTranscriptions(String time, String... by) {
    Series all = Series.of(LiveMetrics.TRANSCRIPTION_REQUESTS).by(by);
    return share(
        all.where("status", "error").during(time),
        all.whereNot("status", "cancelled").during(time));
  }

  /// Of the recordings, those without an answer.
  static String lostTranscriptions(String time) {
    return share(lost(time), transcriptions(time));
  }

  /// Of the recordings, those that needed another engine; two others count twice.
  static String fallbacks(String time) {
    return share(Series.of(LiveMetrics.TRANSCRIPTION_FALLBACK).during(time), transcriptions(time));
  }

  private static String transcriptions(String time) {
    String answered =
        Series.ofAll(LiveMetrics.TRANSCRIPTION_REQUESTS)
            .whereOneOf("status", "success", "no_speech")
            .during(time);
    return "(%s + %s)".formatted(answered, lost(time));
  }

  /// Errors that no fallback came after; after an open circuit a fallback follows no error. Engines
  /// and models that are chosen do not matter here, since fallbacks know none.
  private static String lost(String time) {
    return "clamp_min(%s - %s, 0)"
        .formatted(
            Series.ofAll(LiveMetrics.TRANSCRIPTION_REQUESTS).where("status", "error").during(time),
            Series.of(LiveMetrics.TRANSCRIPTION_FALLBACK)
                .whereNot("reason", "circuit_open")
                .during(time));
  }

  static String failedRewritings(String time, String... by) {
    Series all = Series.of(LiveMetrics.LLM_REQUESTS).by(by);
    return share(
        all.where("status", "error").during(time),
        all.whereNot("status", "cancelled").during(time));
  }

  static String failedPayments(String time) {
    Series all = Series.of(LiveMetrics.PAYMENTS);
    return share(all.where("status", "failed").during(time), all.during(time));
  }

  static String queueFilled() {
    return share(
        Series.of(LiveMetrics.QUEUE_SIZE).sum(), Series.of(LiveMetrics.QUEUE_CAPACITY).sum());
  }

  /// Of a gauge with the label `type`.
  static String ofType(Metric metric, String part, String whole) {
    Series series = Series.of(metric);
    return share(series.where("type", part).sum(), series.where("type", whole).sum());
  }

  static String share(String part, String whole) {
    return "%s / (%s > 0)".formatted(part, whole);
  }
}
