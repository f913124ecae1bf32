package org.voice2text.monitoring.rules.cases;

import static org.voice2text.monitoring.rules.cases.AlertCase.below;
import static org.voice2text.monitoring.rules.cases.AlertCase.fires;
import static org.voice2text.monitoring.rules.cases.AlertCase.idle;
import static org.voice2text.monitoring.rules.cases.AlertCase.resolves;

import java.util.List;
import java.util.stream.Stream;

/// A sample each 15 s.
final class TranscriptionCases {
  private static final String SUCCESS = "transcription_requests_total{status=\"success\"}";
  private static final String ERROR = "transcription_requests_total{status=\"error\"}";
  private static final String FELL_BACK = "transcription_fallback_total{reason=\"timeout\"}";
  private static final String PASSED_OVER = "transcription_fallback_total{reason=\"circuit_open\"}";
  private static final String ENGINE = "transcription_duration_seconds";
  private static final String MESSAGE = "message_processing_time_seconds";
  private static final String MODEL_ERROR = "llm_requests_total{status=\"error\"}";
  private static final String MODEL_SUCCESS = "llm_requests_total{status=\"success\"}";
  private static final String HITS = "rate_limit_hits_total{limit=\"user\"}";

  private TranscriptionCases() {}

  static List<AlertCase> all() {
    return Stream.of(failures(), fallback(), queue(), latency(), processing(), model(), limits())
        .flatMap(List::stream)
        .toList();
  }

  private static List<AlertCase> failures() {
    return List.of(
        fires(
                "TranscriptionFailures",
                "10m",
                "33.33% of the attempts at a recording within 15 min got no answer from any engine, over 20 % and at"
                    + " least 5.")
            .with(ERROR, "0+1x60")
            .with(SUCCESS, "0+2x60")
            .with(FELL_BACK, "0x60"),
        fires(
                "TranscriptionFailures",
                "10m",
                "50% of the attempts at a recording within 15 min got no answer from any engine, over 20 % and at least"
                    + " 5.")
            .when("the last engine, with the first passed over")
            .with(ERROR, "0+1x60")
            .with(SUCCESS, "0+1x60")
            .with(FELL_BACK, "0x60")
            .with(PASSED_OVER, "0+2x60"),
        below("TranscriptionFailures", "10m")
            .with(ERROR, "0+4x60")
            .with(SUCCESS, "0+17x60")
            .with(FELL_BACK, "0x60"),
        below("TranscriptionFailures", "10m")
            .when("four in all")
            .with(ERROR, "0+1x4 4x60")
            .with(SUCCESS, "0x60")
            .with(FELL_BACK, "0x60"),
        below("TranscriptionFailures", "10m")
            .when("other engines helped")
            .with(ERROR, "0+2x60")
            .with(SUCCESS, "0+2x60")
            .with(FELL_BACK, "0+2x60"),
        idle("TranscriptionFailures", "10m")
            .with(ERROR, "0x60")
            .with(SUCCESS, "0x60")
            .with(FELL_BACK, "0x60"),
        resolves("TranscriptionFailures", "10m", "27m")
            .with(ERROR, "0+1x40 40x80")
            .with(SUCCESS, "0+2x40 80+2x80")
            .with(FELL_BACK, "0x120"));
  }

  private static List<AlertCase> fallback() {
    return List.of(
        fires(
                "MassFallback",
                "10m",
                "For 25% of the transcriptions within 15 min another engine had to stand in, over 10 % and at least 10."
                    + " One that needed two others counts twice.")
            .with(ERROR, "0x60")
            .with(SUCCESS, "0+4x60")
            .with(FELL_BACK, "0x60")
            .with(PASSED_OVER, "0+1x60"),
        below("MassFallback", "10m")
            .with(ERROR, "0x60")
            .with(SUCCESS, "0+11x60")
            .with(FELL_BACK, "0x60")
            .with(PASSED_OVER, "0+1x60"),
        below("MassFallback", "10m")
            .when("nine in all")
            .with(ERROR, "0+1x9 9x60")
            .with(SUCCESS, "0+1x9 9x60")
            .with(FELL_BACK, "0+1x9 9x60"),
        idle("MassFallback", "10m")
            .with(ERROR, "0x60")
            .with(SUCCESS, "0x60")
            .with(FELL_BACK, "0x60")
            .with(PASSED_OVER, "0x60"),
        resolves("MassFallback", "10m", "27m")
            .with(ERROR, "0x120")
            .with(SUCCESS, "0+4x120")
            .with(FELL_BACK, "0x120")
            .with(PASSED_OVER, "0+1x40 40x80"));
  }

  private static List<AlertCase> queue() {
    String size = "transcription_queue_size";
    String capacity = "transcription_queue_capacity";
    return List.of(
        fires(
                "QueueOverflow",
                "7m",
                "90% of its places are taken, over 80 % for 5 min. When it is full, people are turned away.")
            .with(size, "0 9x40")
            .with(capacity, "10x40"),
        below("QueueOverflow", "7m").with(size, "8x40").with(capacity, "10x40"),
        below("QueueOverflow", "4m")
            .when("a short rush")
            .with(size, "0 9x40")
            .with(capacity, "10x40"),
        idle("QueueOverflow", "7m").with(size, "0x40").with(capacity, "10x40"),
        resolves("QueueOverflow", "7m", "9m").with(size, "9x32 0x20").with(capacity, "10x60"));
  }

  private static List<AlertCase> latency() {
    return List.of(
        fires(
                "HighP95Latency",
                "15m",
                "One in 20 requests takes 58.5s or longer, over 30 s for 10 min.")
            .withHistogram(ENGINE, 30, 60, "0+1x80"),
        below("HighP95Latency", "15m").withHistogram(ENGINE, 20, 30, "0+1x80"),
        below("HighP95Latency", "8m").when("not for long").withHistogram(ENGINE, 30, 60, "0+1x80"),
        below("HighP95Latency", "22m")
            .when("one now and then")
            .withHistogram(ENGINE, 30, 60, AlertCase.NOW_AND_THEN),
        idle("HighP95Latency", "15m").withHistogram(ENGINE, 30, 60, "0x80"),
        resolves("HighP95Latency", "15m", "27m").withHistogram(ENGINE, 30, 60, "0+1x60 60x60"));
  }

  private static List<AlertCase> processing() {
    String alert = "HighMessageProcessingTime";
    return List.of(
        fires(
                alert,
                "15m",
                "Of the slowest answers (P95), 9.75s are not the engine's work, over 5 s for 10 min: queue, download,"
                    + " conversion or delivery.")
            .withHistogram(MESSAGE, 10, 20, "0+1x80")
            .withHistogram(ENGINE, 5, 10, "0+1x80"),
        below(alert, "15m")
            .withHistogram(MESSAGE, 5, 10, "0+1x80")
            .withHistogram(ENGINE, 2, 5, "0+1x80"),
        below(alert, "15m")
            .when("long recordings keep the engine busy")
            .withHistogram(MESSAGE, 60, 120, "0+1x80")
            .withHistogram(ENGINE, 60, 120, "0+1x80"),
        below(alert, "15m")
            .when("engine and answer are on either side of a bucket's bound")
            .withHistogram(MESSAGE, 10, 20, "0+1x80")
            .withHistogram(ENGINE, 5, 10, "0+1x80")
            .with(MESSAGE + "_sum", "0+10.5x80")
            .with(ENGINE + "_sum", "0+9.9x80"),
        below(alert, "8m")
            .when("not for long")
            .withHistogram(MESSAGE, 10, 20, "0+1x80")
            .withHistogram(ENGINE, 5, 10, "0+1x80"),
        below(alert, "22m")
            .when("one now and then")
            .withHistogram(MESSAGE, 10, 20, AlertCase.NOW_AND_THEN)
            .withHistogram(ENGINE, 5, 10, AlertCase.NOW_AND_THEN),
        idle(alert, "15m")
            .withHistogram(MESSAGE, 10, 20, "0x80")
            .withHistogram(ENGINE, 5, 10, "0x80"),
        resolves(alert, "15m", "27m")
            .withHistogram(MESSAGE, 10, 20, "0+1x60 60x60")
            .withHistogram(ENGINE, 5, 10, "0+1x60 60x60"));
  }

  private static List<AlertCase> model() {
    return List.of(
        fires(
                "HighLLMErrorRate",
                "10m",
                "20% of the requests within 10 min, over 10 % and at least 3.")
            .with(MODEL_ERROR, "0+1x60")
            .with(MODEL_SUCCESS, "0+4x60"),
        fires(
                "HighLLMErrorRate",
                "10m",
                "20% of the requests within 10 min, over 10 % and at least 3.")
            .when("many are given up by people")
            .with(MODEL_ERROR, "0+1x60")
            .with(MODEL_SUCCESS, "0+4x60")
            .with("llm_requests_total{status=\"cancelled\"}", "0+100x60"),
        below("HighLLMErrorRate", "10m").with(MODEL_ERROR, "0+1x60").with(MODEL_SUCCESS, "0+10x60"),
        below("HighLLMErrorRate", "10m")
            .when("two in all")
            .with(MODEL_ERROR, "0 1 2x60")
            .with(MODEL_SUCCESS, "0x60"),
        idle("HighLLMErrorRate", "10m").with(MODEL_ERROR, "0x60").with(MODEL_SUCCESS, "0x60"),
        resolves("HighLLMErrorRate", "10m", "22m")
            .with(MODEL_ERROR, "0+1x40 40x60")
            .with(MODEL_SUCCESS, "0+4x100"));
  }

  private static List<AlertCase> limits() {
    return List.of(
        fires("HighRateLimitHits", "6m", "11 times a second, over 10.").with(HITS, "0+165x40"),
        below("HighRateLimitHits", "6m").with(HITS, "0+149x40"),
        idle("HighRateLimitHits", "6m").with(HITS, "0x40"),
        resolves("HighRateLimitHits", "6m", "11m").with(HITS, "0+165x24 3960x40"));
  }
}
