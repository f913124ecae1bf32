package org.voice2text.model.event;

import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Something that happened, worth counting and keeping. The bot emits each event at one place, in
/// the transaction of the step that it describes; the event log and the live metrics are both fed
/// from there.
///
/// User and job are the database's own keys, never Telegram's ids, and no event carries a text that
/// a user wrote.
public sealed interface TechnicalEvent {

  /// What happened to one job.
  sealed interface OfJob extends TechnicalEvent {
    long jobId();
  }

  /// A user was seen for the first time.
  record UserRegistered(long userId) implements TechnicalEvent {}

  /// A message or a press of a button that the bot has to answer arrived.
  ///
  /// @param lag from the message's date to its receipt; the date has whole seconds
  record MessageReceived(MessageType messageType, Duration lag) implements TechnicalEvent {}

  /// A user asked for something.
  record OperationPerformed(@Nullable Long userId, Operation operation) implements TechnicalEvent {}

  /// A recording was accepted.
  ///
  /// @param audio its length as the sender states it
  record JobQueued(long jobId, @Nullable Long userId, MediaType mediaType, Duration audio)
      implements OfJob {}

  /// A recording was refused: before anything was downloaded, or once its true length was known,
  /// for which its asker has not enough minutes.
  record JobRefused(@Nullable Long userId, MediaType mediaType, RefusalReason reason)
      implements TechnicalEvent {}

  /// A worker took up a job.
  ///
  /// @param waited since the job was queued, or since its former worker was lost
  /// @param attempt 1 for the first
  record JobStarted(long jobId, Duration waited, int attempt) implements OfJob {}

  /// An engine's work for a job ended, one way or the other.
  ///
  /// @param audio the length of the recording
  /// @param took processing time of this engine
  /// @param reason why it failed; null unless `status` is `ERROR`
  /// @param costMicros price in millionths of a dollar, where it is known
  record TranscriptionFinished(
      long jobId,
      @Nullable Long userId,
      String provider,
      @Nullable String model,
      TranscriptionStatus status,
      @Nullable FailureReason reason,
      Duration audio,
      Duration took,
      OptionalLong costMicros)
      implements OfJob {}

  /// The next engine in the order was asked, because this one could not do it.
  record EngineFellBack(long jobId, String provider, FailureReason reason) implements OfJob {}

  /// A transcript was stored.
  record TranscriptStored(long jobId, @Nullable Long userId) implements OfJob {}

  /// The whole answer reached Telegram.
  ///
  /// @param processing from the receipt of the update to the last part
  record AnswerDelivered(long jobId, @Nullable Long userId, Duration processing, Duration audio)
      implements OfJob {}

  /// A job ended without a transcript, for our reasons or the recording's.
  record JobFailed(long jobId, @Nullable Long userId, JobFailure failure) implements OfJob {}

  /// A user gave a job up.
  record JobCancelled(long jobId, @Nullable Long userId) implements OfJob {}

  /// A user pressed a button under a message.
  record ButtonPressed(@Nullable Long userId, ButtonAction action) implements TechnicalEvent {}

  /// A transcript that another message's recording had already led to was used again.
  record TranscriptReused(long jobId, @Nullable Long userId) implements OfJob {}

  /// The language model's work on a transcript ended, one way or the other.
  ///
  /// @param reason why it failed; null unless `status` is `ERROR`
  /// @param took of all requests for this text together
  /// @param promptTokens as the provider reports them, like `completionTokens`
  /// @param costMicros price in millionths of a dollar, where it is known
  record RewriteFinished(
      long jobId,
      @Nullable Long userId,
      RewriteMode mode,
      @Nullable String model,
      RewriteStatus status,
      @Nullable FailureReason reason,
      Duration took,
      OptionalLong promptTokens,
      OptionalLong completionTokens,
      OptionalLong costMicros)
      implements OfJob {}

  /// A rewritten text was served without a request to the language model.
  record VariantCacheHit(long jobId, @Nullable Long userId, RewriteMode mode) implements OfJob {}

  /// A payment ended, one way or the other.
  ///
  /// @param stars its amount in Telegram Stars
  record PaymentProcessed(@Nullable Long userId, PaymentStatus status, long stars)
      implements TechnicalEvent {}

  /// A subscription began or was renewed.
  record SubscriptionActivated(long userId, Plan plan) implements TechnicalEvent {}

  /// A user or a chat was asked to wait.
  record RateLimited(@Nullable Long userId, RateLimit limit) implements TechnicalEvent {}

  /// A handler threw what nothing else had handled.
  ///
  /// @param errorType the simple name of the exception's class
  record ErrorOccurred(String component, String errorType) implements TechnicalEvent {}
}
