package org.voice2text.monitoring.rules;

import static org.voice2text.monitoring.rules.Alert.Unit.NUMBER;
import static org.voice2text.monitoring.rules.Alert.Unit.SHARE;
import static org.voice2text.monitoring.rules.Alert.Unit.TIME;
import static org.voice2text.monitoring.rules.Alert.critical;
import static org.voice2text.monitoring.rules.Alert.info;
import static org.voice2text.monitoring.rules.Alert.warning;

import java.util.List;

/// How recordings and texts fare.
final class TranscriptionAlerts {
  private static final String P95 = "histogram_quantile(0.95, sum by (le) (rate(%s[<window>])))";

  static final List<Alert> ALL =
      List.of(
          critical(
                  "TranscriptionFailures",
                  Expression.of(
                          Transcriptions.FAILED
                              + "\n/ "
                              + Transcriptions.ALL
                              + " > <limit>\nand "
                              + Transcriptions.FAILED
                              + " >= <least>")
                      .range("window", Windows.MINUTES_15)
                      .share("limit", 0.2)
                      .count("least", 5))
              .silencedBy("ExporterDown", "BotDown")
              .saying(
                  "Transcriptions fail.",
                  "{value} of the attempts at a recording within <window> got no answer from any engine, over"
                      + " <limit> and at least <least>.",
                  SHARE),
          critical(
                  "MassFallback",
                  Expression.of(
                          "sum(increase(transcription_fallback_total[<window>]))\n/ "
                              + Transcriptions.ALL
                              + " > <limit>\nand sum(increase(transcription_fallback_total[<window>])) >= <least>")
                      .range("window", Windows.MINUTES_15)
                      .share("limit", 0.1)
                      .count("least", 10))
              .silencedBy("ExporterDown", "BotDown")
              .saying(
                  "The first speech engine is not doing its work.",
                  "For {value} of the transcriptions within <window> another engine had to stand in, over"
                      + " <limit> and at least <least>. One that needed two others counts twice.",
                  SHARE),
          critical(
                  "QueueOverflow",
                  Expression.of(
                          "max(transcription_queue_size) / max(transcription_queue_capacity) > <limit>")
                      .share("limit", 0.8))
              .lasting(Windows.MINUTES_5)
              .silencedBy("ExporterDown", "BotDown")
              .saying(
                  "The queue is nearly full.",
                  "{value} of its places are taken, over <limit> for <for>. When it is full, people are turned"
                      + " away.",
                  SHARE),
          warning(
                  "HighP95Latency",
                  Expression.of(
                          P95.formatted("transcription_duration_seconds_bucket")
                              + " > <limit>\nand sum(increase(transcription_duration_seconds_count[<window>])) >= <least>")
                      .range("window", Windows.MINUTES_10)
                      .measure("limit", 30, " s")
                      .count("least", 5))
              .lasting(Windows.MINUTES_10)
              .silencedBy("ExporterDown", "BotDown", "TranscriptionFailures", "MassFallback")
              .saying(
                  "Speech engines are slow.",
                  "One in 20 requests takes {value} or longer, over <limit> for <for>.",
                  TIME),
          warning(
                  "HighMessageProcessingTime",
                  Expression.of(
                          P95.formatted("message_processing_time_seconds_bucket")
                              + "\n- "
                              + P95.formatted("transcription_duration_seconds_bucket")
                              + " > <limit>\n"
                              // Buckets are coarse: the exact mean has to agree.
                              + "and (sum(rate(message_processing_time_seconds_sum[<window>]))"
                              + " - sum(rate(transcription_duration_seconds_sum[<window>])))"
                              + " / sum(rate(message_processing_time_seconds_count[<window>])) > <mean>\n"
                              + "and sum(increase(message_processing_time_seconds_count[<window>])) >= <least>")
                      .range("window", Windows.MINUTES_10)
                      .measure("limit", 5, " s")
                      .measure("mean", 2, " s")
                      .count("least", 5))
              .lasting(Windows.MINUTES_10)
              .silencedBy("ExporterDown", "BotDown", "QueueOverflow", "TranscriptionFailures")
              .saying(
                  "Answers wait for something else than the speech engine.",
                  "Of the slowest answers (P95), {value} are not the engine's work, over <limit> for <for>:"
                      + " queue, download, conversion or delivery.",
                  TIME),
          warning(
                  "HighLLMErrorRate",
                  Expression.of(
                          """
                          sum(rate(llm_requests_total{status="error"}[<window>])) / sum(rate(llm_requests_total{status=~"success|error"}[<window>])) > <limit>
                          and sum(increase(llm_requests_total{status="error"}[<window>])) >= <least>
                          """)
                      .range("window", Windows.MINUTES_10)
                      .share("limit", 0.1)
                      .count("least", 3))
              .silencedBy("ExporterDown", "BotDown")
              .saying(
                  "The language model fails.",
                  "{value} of the requests within <window>, over <limit> and at least <least>.",
                  SHARE),
          info(
                  "HighRateLimitHits",
                  Expression.of("sum(rate(rate_limit_hits_total[<window>])) > <limit>")
                      .range("window", Windows.MINUTES_5)
                      .count("limit", 10))
              .silencedBy("ExporterDown", "BotDown")
              .saying(
                  "Many people are slowed down.", "{value} times a second, over <limit>.", NUMBER));

  private TranscriptionAlerts() {}
}
