package org.voice2text.monitoring.dashboard;

import static org.voice2text.monitoring.dashboard.PanelBuilder.bars;
import static org.voice2text.monitoring.dashboard.PanelBuilder.heatmap;
import static org.voice2text.monitoring.dashboard.PanelBuilder.lines;
import static org.voice2text.monitoring.dashboard.PanelBuilder.stacked;

import org.voice2text.model.catalogue.LiveMetrics;

/// Speech and language models, and the queue before them.
final class TranscriptionRows {

  private TranscriptionRows() {}

  static Row speech() {
    return Row.open(
        "Speech recognition",
        lines(
                "Requests by engine",
                "Requests to speech engines a minute, by engine, model and result.")
            .unit(Unit.PER_MINUTE)
            .without("No requests in this time")
            .runbook("NoTranscriptions")
            .over(
                Series.of(LiveMetrics.TRANSCRIPTION_REQUESTS)
                        .by("provider", "model", "status")
                        .perMinute()
                    + " > 0",
                "{{provider}} {{model}}: {{status}}"),
        lines(
                "Failed by engine",
                "Share of an engine's requests of the last 15 minutes that failed. One engine alone at 100 % is what"
                    + " fallbacks are for; all of them are an outage.")
            .unit(Unit.SHARE)
            .to(1)
            .thresholds(Thresholds.above(Limit.of("TranscriptionFailures")))
            .without("No requests in this time")
            .runbook("TranscriptionFailures")
            .over(Shares.failedTranscriptions("15m", "provider"), "{{provider}}"),
        bars(
                "Fallbacks by reason",
                "How often the next engine was asked, by what was wrong with the one before.")
            .decimals(0)
            .interval("1m")
            .without("No fallbacks in this time")
            .runbook("MassFallback")
            .over(
                Series.of(LiveMetrics.TRANSCRIPTION_FALLBACK).by("reason").inInterval() + " > 0",
                "{{reason}}"),
        Quantiles.of(
                LiveMetrics.TRANSCRIPTION_DURATION,
                "Recognition time",
                "Processing time of one request to a speech engine. The line is where the alert on P95 begins.")
            .thresholds(Thresholds.above(Limit.of("HighP95Latency")))
            .without("No requests in this time")
            .runbook("HighP95Latency"),
        Quantiles.by(
                LiveMetrics.TRANSCRIPTION_DURATION,
                "provider",
                "Recognition time by engine, P95",
                "Which engine is slow: 95 of 100 of its requests were quicker.")
            .thresholds(Thresholds.above(Limit.of("HighP95Latency")))
            .without("No requests in this time")
            .runbook("HighP95Latency"),
        heatmap(
                "Recognition times",
                "How many requests took how long. Two bands mean two kinds of work, or a slow engine.")
            .unit(Unit.SECONDS)
            .without("No requests in this time")
            .runbook("HighP95Latency")
            .target(Target.buckets(Series.of(LiveMetrics.TRANSCRIPTION_DURATION).buckets())),
        lines(
                "Real-time factor",
                "Processing time divided by the length of the recording; below 1 is faster than the speaker. If it rises while"
                    + " recordings stay as long, the engine got slower.")
            .unit(Unit.NUMBER)
            .decimals(2)
            .without("No requests in this time")
            .runbook("HighP95Latency")
            .over(
                Series.of(LiveMetrics.TRANSCRIPTION_REALTIME_FACTOR).by("provider").quantile(0.5),
                "{{provider}} P50")
            .over(
                Series.of(LiveMetrics.TRANSCRIPTION_REALTIME_FACTOR).by("provider").quantile(0.95),
                "{{provider}} P95"),
        lines(
                "Length of recordings",
                "As their senders state it, by kind of message: mean of what was accepted.")
            .unit(Unit.SECONDS)
            .without("No recordings in this time")
            .runbook("HighMessageProcessingTime")
            .over(
                Series.of(LiveMetrics.TRANSCRIPTION_AUDIO_DURATION).by("media_type").mean(),
                "{{media_type}}"),
        heatmap("Lengths of recordings", "How many accepted recordings were how long.")
            .unit(Unit.SECONDS)
            .without("No recordings in this time")
            .runbook("HighMessageProcessingTime")
            .target(Target.buckets(Series.of(LiveMetrics.TRANSCRIPTION_AUDIO_DURATION).buckets())));
  }

  /// The very shares and times that alerts look at, with the line where they begin.
  static Row asAlertsSeeIt() {
    return Row.open(
        "As the alerts see it",
        lines(
                "Unanswered recordings",
                "Share of the recordings of the last 15 minutes that no engine could answer.")
            .unit(Unit.SHARE)
            .to(1)
            .thresholds(Thresholds.above(Limit.of("TranscriptionFailures")))
            .without("No recordings in this time")
            .runbook("TranscriptionFailures")
            .over(Shares.lostTranscriptions("15m"), "unanswered"),
        lines(
                "Fallbacks",
                "Of the recordings of the last 15 minutes, how many needed another engine; two others count twice.")
            .unit(Unit.SHARE)
            .thresholds(Thresholds.above(Limit.of("MassFallback")))
            .without("No recordings in this time")
            .runbook("MassFallback")
            .over(Shares.fallbacks("15m"), "fallbacks"),
        lines(
                "Answers beyond the engine",
                "P95 of answers less P95 of engines, over 10 minutes: queue, download, conversion, delivery.")
            .unit(Unit.SECONDS)
            .thresholds(Thresholds.above(Limit.of("HighMessageProcessingTime")))
            .without("No answers in this time")
            .runbook("HighMessageProcessingTime")
            .over(beyondTheEngine(), "beyond"));
  }

  private static String beyondTheEngine() {
    return "clamp_min(%s - %s, 0) >= 0"
        .formatted(
            Series.of(LiveMetrics.MESSAGE_PROCESSING_TIME).quantile(0.95, "10m"),
            Series.ofAll(LiveMetrics.TRANSCRIPTION_DURATION).quantile(0.95, "10m"));
  }

  static Row queue() {
    return Row.closed(
        "Queue",
        Quantiles.of(
                LiveMetrics.QUEUE_WAIT,
                "Wait in the queue",
                "From the acceptance of a job to its start. If it grows, engines are slow or workers too few.")
            .without("No jobs in this time")
            .runbook("QueueOverflow"),
        lines(
                "Queue filled",
                "Waiting jobs as a share of those that may wait; the line is where the alert begins.")
            .unit(Unit.SHARE)
            .to(1)
            .thresholds(Thresholds.above(Limit.of("QueueOverflow")))
            .without("No bot")
            .runbook("QueueOverflow")
            .over(Shares.queueFilled(), "filled"),
        stacked("Jobs of 24 hours", "Jobs of the last 24 hours by state, from the database.")
            .decimals(0)
            .colour("failed", Colour.RED)
            .colour("completed", Colour.GREEN)
            .colour("running", Colour.BLUE)
            .colour("pending", Colour.YELLOW)
            .without("No jobs in 24 hours")
            .runbook("TranscriptionFailures")
            .over(Series.of(LiveMetrics.QUEUE_DEPTH).by("status").sum(), "{{status}}"));
  }

  static Row language() {
    return Row.closed(
        "Rewriting",
        lines("Requests to language models", "A minute, by kind of rewriting and result.")
            .unit(Unit.PER_MINUTE)
            .without("Nothing was rewritten in this time")
            .runbook("HighLLMErrorRate")
            .over(
                Series.of(LiveMetrics.LLM_REQUESTS).by("mode", "status").perMinute() + " > 0",
                "{{mode}}: {{status}}"),
        lines(
                "Failed rewritings",
                "Share of the requests of the last 10 minutes that failed, by model.")
            .unit(Unit.SHARE)
            .to(1)
            .thresholds(Thresholds.above(Limit.of("HighLLMErrorRate")))
            .without("Nothing was rewritten in this time")
            .runbook("HighLLMErrorRate")
            .over(Shares.failedRewritings("10m", "model"), "{{model}}"),
        Quantiles.of(
                LiveMetrics.LLM_DURATION,
                "Rewriting time",
                "Time of one request to a language model.")
            .without("Nothing was rewritten in this time")
            .runbook("HighLLMErrorRate"));
  }
}
