package org.voice2text.exporter.business;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.FailureReason;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.MessageType;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.PaymentStatus;
import org.voice2text.model.event.Plan;
import org.voice2text.model.event.RewriteMode;
import org.voice2text.model.event.RewriteStatus;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.event.TranscriptionStatus;

/// Events of every kind that is counted, and of one that is not.
final class RandomEvents {
  private final Random random;

  RandomEvents(Random random) {
    this.random = random;
  }

  TechnicalEvent next() {
    return switch (random.nextInt(13)) {
      case 0 -> new TechnicalEvent.UserRegistered(random.nextInt(100));
      case 1 -> new TechnicalEvent.OperationPerformed(null, any(Operation.values()));
      case 2 -> new TechnicalEvent.TranscriptStored(1, null);
      case 3 -> new TechnicalEvent.JobFailed(1, null, any(JobFailure.values()));
      case 4 -> new TechnicalEvent.VariantCacheHit(1, 1L, any(RewriteMode.values()));
      case 5 -> new TechnicalEvent.PaymentProcessed(1L, any(PaymentStatus.values()), stars());
      case 6 -> new TechnicalEvent.SubscriptionActivated(1, any(Plan.values()));
      case 7 -> new TechnicalEvent.EngineFellBack(1, "openai", any(FailureReason.values()));
      case 8 ->
          new TechnicalEvent.ErrorOccurred(
              random.nextBoolean() ? "conversation" : "polling",
              random.nextBoolean() ? "IllegalStateException" : "IOException");
      case 9 -> new TechnicalEvent.MessageReceived(MessageType.VOICE, Duration.ofMillis(3));
      case 10 -> rewrite();
      case 11 ->
          new TechnicalEvent.AnswerDelivered(
              1, 1L, Duration.ofMillis(random.nextInt(700_000)), Duration.ZERO);
      default -> transcription();
    };
  }

  private TechnicalEvent transcription() {
    TranscriptionStatus status = any(TranscriptionStatus.values());
    return new TechnicalEvent.TranscriptionFinished(
        1,
        1L,
        "openai",
        model(),
        status,
        status == TranscriptionStatus.ERROR ? any(FailureReason.values()) : null,
        Duration.ofMillis(random.nextInt(100_000)),
        Duration.ofMillis(random.nextInt(40_000)),
        maybe());
  }

  private TechnicalEvent rewrite() {
    RewriteStatus status = any(RewriteStatus.values());
    return new TechnicalEvent.RewriteFinished(
        1,
        1L,
        any(RewriteMode.values()),
        model(),
        status,
        status == RewriteStatus.ERROR ? any(FailureReason.values()) : null,
        Duration.ofMillis(random.nextInt(40_000)),
        maybe(),
        maybe(),
        maybe());
  }

  private @Nullable String model() {
    return random.nextInt(3) == 0 ? null : "model-" + random.nextInt(2);
  }

  private OptionalLong maybe() {
    return random.nextBoolean() ? OptionalLong.of(random.nextInt(9_000)) : OptionalLong.empty();
  }

  private int stars() {
    return random.nextInt(500);
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
