package org.voice2text.bot.telemetry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.RewriteStatus;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.event.TranscriptionStatus;

/// The one place at which an event is told: it goes into the event log, in the transaction of the
/// step that it describes, and into the live metrics once that transaction is committed. So the two
/// cannot disagree. Thread-safe.
public final class Telemetry {
  private final Instruments instruments;
  private final InstantSource clock;
  private final Tracing tracing;

  public Telemetry(Instruments instruments, InstantSource clock) {
    this(instruments, clock, Tracing.local());
  }

  /// @param tracing names the trace that the measurements of a job lead to
  public Telemetry(Instruments instruments, InstantSource clock, Tracing tracing) {
    this.instruments = instruments;
    this.clock = clock;
    this.tracing = tracing;
  }

  /// Tells what happened.
  ///
  /// @param handle in the transaction of the step
  public void emit(Handle handle, TechnicalEvent... events) {
    emit(handle, Arrays.asList(events));
  }

  public void emit(Handle handle, List<TechnicalEvent> events) {
    long now = clock.millis();
    EventLog.append(handle, events.stream().map(e -> EventRow.of(e, now)).toList());
    handle.afterCommit(() -> events.forEach(this::measureTraced));
  }

  private void measureTraced(TechnicalEvent event) {
    Optional<String> trace =
        event instanceof TechnicalEvent.OfJob ofJob
            ? tracing.sampled(ofJob.jobId())
            : Optional.empty();
    trace.ifPresentOrElse(id -> instruments.traced(id, () -> measure(event)), () -> measure(event));
  }

  private void measure(TechnicalEvent event) {
    switch (event) {
      // Counted from the event log by the exporter.
      case TechnicalEvent.UserRegistered _ -> {}
      case TechnicalEvent.MessageReceived e -> {
        instruments.increment(LiveMetrics.MESSAGES_RECEIVED, e.messageType().label());
        instruments.observe(LiveMetrics.TELEGRAM_UPDATE_LAG, e.lag());
      }
      case TechnicalEvent.OperationPerformed e ->
          instruments.increment(LiveMetrics.OPERATIONS, e.operation().label());
      case TechnicalEvent.JobQueued e ->
          instruments.observe(
              LiveMetrics.TRANSCRIPTION_AUDIO_DURATION, e.audio(), e.mediaType().label());
      case TechnicalEvent.JobRefused _ -> {}
      case TechnicalEvent.JobStarted e -> instruments.observe(LiveMetrics.QUEUE_WAIT, e.waited());
      case TechnicalEvent.TranscriptionFinished e -> transcriptionFinished(e);
      case TechnicalEvent.EngineFellBack e ->
          instruments.increment(LiveMetrics.TRANSCRIPTION_FALLBACK, e.reason().label());
      case TechnicalEvent.TranscriptStored _ -> {}
      case TechnicalEvent.AnswerDelivered e ->
          instruments.observe(LiveMetrics.MESSAGE_PROCESSING_TIME, e.processing());
      case TechnicalEvent.JobFailed _ -> {}
      case TechnicalEvent.JobCancelled _ -> {}
      case TechnicalEvent.ButtonPressed e ->
          instruments.increment(LiveMetrics.CALLBACK_QUERIES, e.action().label());
      case TechnicalEvent.TranscriptReused _ -> {}
      case TechnicalEvent.RewriteFinished e -> rewriteFinished(e);
      case TechnicalEvent.VariantCacheHit _ -> {}
      case TechnicalEvent.PaymentProcessed e ->
          instruments.increment(LiveMetrics.PAYMENTS, e.status().label());
      case TechnicalEvent.SubscriptionActivated e ->
          instruments.increment(LiveMetrics.SUBSCRIPTIONS, e.plan().label());
      case TechnicalEvent.RateLimited e ->
          instruments.increment(LiveMetrics.RATE_LIMIT_HITS, e.limit().label());
      case TechnicalEvent.ErrorOccurred e ->
          instruments.increment(LiveMetrics.ERRORS, e.errorType());
    }
  }

  private void transcriptionFinished(TechnicalEvent.TranscriptionFinished e) {
    String model = label(e.model());
    instruments.increment(
        LiveMetrics.TRANSCRIPTION_REQUESTS, e.provider(), model, e.status().label());
    if (e.status() == TranscriptionStatus.CANCELLED) {
      return;
    }
    instruments.observe(LiveMetrics.TRANSCRIPTION_DURATION, e.took(), e.provider(), model);
    if (e.status() != TranscriptionStatus.SUCCESS) {
      return;
    }
    double audio = seconds(e.audio());
    if (audio > 0) {
      instruments.observe(
          LiveMetrics.TRANSCRIPTION_REALTIME_FACTOR,
          seconds(e.took()) / audio,
          e.provider(),
          model);
    }
    addCost("transcription", model, e.costMicros());
  }

  private void rewriteFinished(TechnicalEvent.RewriteFinished e) {
    String model = label(e.model());
    String mode = e.mode().label();
    instruments.increment(LiveMetrics.LLM_REQUESTS, model, mode, e.status().label());
    if (e.status() == RewriteStatus.CANCELLED) {
      return;
    }
    instruments.observe(LiveMetrics.LLM_DURATION, e.took(), model, mode);
    e.promptTokens()
        .ifPresent(
            n -> instruments.add(LiveMetrics.AI_TOKENS, (double) n, "rewriting", model, "prompt"));
    e.completionTokens()
        .ifPresent(n ->
            instruments.add(LiveMetrics.AI_TOKENS, (double) n, "rewriting", model, "completion"));
    // What came to nothing may have cost money all the same.
    if (e.status() == RewriteStatus.SUCCESS || e.costMicros().isPresent()) {
      addCost("rewriting", model, e.costMicros());
    }
  }

  private void addCost(String operation, String model, OptionalLong costMicros) {
    if (costMicros.isPresent()) {
      instruments.add(LiveMetrics.AI_COST, costMicros.getAsLong() / 1e6, operation, model);
    } else {
      instruments.increment(LiveMetrics.AI_COST_UNKNOWN, operation, model);
    }
  }

  /// The label value for a model that may be unknown.
  public static String label(@Nullable String model) {
    return model == null ? "unknown" : model;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
