package org.voice2text.model.event;

import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One row of `technical_events`: the columns that folds and queries use. What a column does not
/// apply to is null.
///
/// @param id position in the log, rising without reuse; 0 before the row is stored
/// @param at UTC epoch milliseconds
/// @param type snake_case name of the event's record
public record EventRow(
    long id,
    long at,
    String type,
    @Nullable Long userId,
    @Nullable Long jobId,
    @Nullable String kind,
    @Nullable String provider,
    @Nullable String model,
    @Nullable String status,
    @Nullable String reason,
    @Nullable Long audioMs,
    @Nullable Long durationMs,
    @Nullable Long costMicros,
    @Nullable Long promptTokens,
    @Nullable Long completionTokens,
    @Nullable Long stars) {

  public static EventRow of(TechnicalEvent event, long at) {
    return switch (event) {
      case TechnicalEvent.UserRegistered e ->
          new Columns().user(e.userId()).row("user_registered", at);
      case TechnicalEvent.MessageReceived e ->
          new Columns().kind(e.messageType()).duration(e.lag()).row("message_received", at);
      case TechnicalEvent.OperationPerformed e ->
          new Columns().user(e.userId()).kind(e.operation()).row("operation_performed", at);
      case TechnicalEvent.JobQueued e ->
          new Columns()
              .user(e.userId())
              .job(e.jobId())
              .kind(e.mediaType())
              .audio(e.audio())
              .row("job_queued", at);
      case TechnicalEvent.JobRefused e ->
          new Columns()
              .user(e.userId())
              .kind(e.mediaType())
              .reason(e.reason().label())
              .row("job_refused", at);
      case TechnicalEvent.JobStarted e ->
          new Columns().job(e.jobId()).duration(e.waited()).row("job_started", at);
      case TechnicalEvent.TranscriptionFinished e -> transcriptionFinished(e, at);
      case TechnicalEvent.EngineFellBack e ->
          new Columns()
              .job(e.jobId())
              .provider(e.provider())
              .reason(e.reason().label())
              .row("engine_fell_back", at);
      case TechnicalEvent.TranscriptStored e ->
          new Columns().user(e.userId()).job(e.jobId()).row("transcript_stored", at);
      case TechnicalEvent.AnswerDelivered e ->
          new Columns()
              .user(e.userId())
              .job(e.jobId())
              .duration(e.processing())
              .audio(e.audio())
              .row("answer_delivered", at);
      case TechnicalEvent.JobFailed e ->
          new Columns()
              .user(e.userId())
              .job(e.jobId())
              .reason(e.failure().label())
              .row("job_failed", at);
      case TechnicalEvent.JobCancelled e ->
          new Columns().user(e.userId()).job(e.jobId()).row("job_cancelled", at);
      case TechnicalEvent.ButtonPressed e ->
          new Columns().user(e.userId()).kind(e.action()).row("button_pressed", at);
      case TechnicalEvent.TranscriptReused e ->
          new Columns().user(e.userId()).job(e.jobId()).row("transcript_reused", at);
      case TechnicalEvent.RewriteFinished e -> rewriteFinished(e, at);
      case TechnicalEvent.VariantCacheHit e ->
          new Columns().user(e.userId()).job(e.jobId()).kind(e.mode()).row("variant_cache_hit", at);
      case TechnicalEvent.PaymentProcessed e -> {
        Columns columns = new Columns().user(e.userId());
        columns.status = e.status().label();
        columns.stars = e.stars();
        yield columns.row("payment_processed", at);
      }
      case TechnicalEvent.SubscriptionActivated e ->
          new Columns().user(e.userId()).kind(e.plan()).row("subscription_activated", at);
      case TechnicalEvent.RateLimited e ->
          new Columns().user(e.userId()).kind(e.limit()).row("rate_limited", at);
      case TechnicalEvent.ErrorOccurred e ->
          new Columns().kind(e.component()).reason(e.errorType()).row("error_occurred", at);
    };
  }

  private static EventRow transcriptionFinished(TechnicalEvent.TranscriptionFinished e, long at) {
    Columns columns = new Columns().user(e.userId()).job(e.jobId()).provider(e.provider());
    columns.model = e.model();
    columns.status = e.status().label();
    columns.reason = e.reason() == null ? null : e.reason().label();
    columns.costMicros = orNull(e.costMicros());
    return columns.audio(e.audio()).duration(e.took()).row("transcription_finished", at);
  }

  private static EventRow rewriteFinished(TechnicalEvent.RewriteFinished e, long at) {
    Columns columns = new Columns().user(e.userId()).job(e.jobId()).kind(e.mode());
    columns.model = e.model();
    columns.status = e.status().label();
    columns.reason = e.reason() == null ? null : e.reason().label();
    columns.promptTokens = orNull(e.promptTokens());
    columns.completionTokens = orNull(e.completionTokens());
    columns.costMicros = orNull(e.costMicros());
    return columns.duration(e.took()).row("rewrite_finished", at);
  }

  private static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? (Long) value.getAsLong() : null;
  }

  /// Collects the columns that an event has.
  private static final class Columns {
    private @Nullable Long userId;
    private @Nullable Long jobId;
    private @Nullable String kind;
    private @Nullable String provider;
    private @Nullable String model;
    private @Nullable String status;
    private @Nullable String reason;
    private @Nullable Long audioMs;
    private @Nullable Long durationMs;
    private @Nullable Long costMicros;
    private @Nullable Long promptTokens;
    private @Nullable Long completionTokens;
    private @Nullable Long stars;

    Columns user(@Nullable Long id) {
      userId = id;
      return this;
    }

    Columns job(long id) {
      jobId = id;
      return this;
    }

    Columns kind(Label label) {
      return kind(label.label());
    }

    Columns kind(String value) {
      kind = value;
      return this;
    }

    Columns provider(String value) {
      provider = value;
      return this;
    }

    Columns reason(String value) {
      reason = value;
      return this;
    }

    Columns audio(Duration audio) {
      audioMs = audio.toMillis();
      return this;
    }

    Columns duration(Duration duration) {
      durationMs = duration.toMillis();
      return this;
    }

    EventRow row(String type, long at) {
      return new EventRow(
          0,
          at,
          type,
          userId,
          jobId,
          kind,
          provider,
          model,
          status,
          reason,
          audioMs,
          durationMs,
          costMicros,
          promptTokens,
          completionTokens,
          stars);
    }
  }
}
