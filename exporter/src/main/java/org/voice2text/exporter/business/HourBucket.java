package org.voice2text.exporter.business;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.voice2text.exporter.business.HourlyCounts.ErrorCount;
import org.voice2text.exporter.business.HourlyCounts.ErrorKind;
import org.voice2text.exporter.business.HourlyCounts.Spending;
import org.voice2text.model.event.EventSum;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.Label;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.PaymentStatus;
import org.voice2text.model.event.Plan;
import org.voice2text.model.event.TranscriptionStatus;

/// What happened in one hour of the operator's time zone, as it is added up. Confined to the fold.
final class HourBucket {
  private final Instant start;
  private final Map<Operation, Long> operations = new EnumMap<>(Operation.class);
  private final Map<TranscriptionStatus, Long> transcriptions =
      new EnumMap<>(TranscriptionStatus.class);
  private final Map<JobFailure, ErrorCount> failures = new EnumMap<>(JobFailure.class);
  private final Map<Spending, Long> costMicros = new HashMap<>();
  private final Map<PaymentStatus, Long> payments = new EnumMap<>(PaymentStatus.class);
  private final Map<Plan, Long> subscriptions = new EnumMap<>(Plan.class);
  private final Map<Long, Long> answering = new HashMap<>();
  private final Map<Long, Long> transcribing = new HashMap<>();
  private final Map<ErrorKind, ErrorCount> errors = new HashMap<>();
  private OptionalLong activeUsers = OptionalLong.empty();
  private long newUsers;
  private long records;
  private long audioMillis;
  private long fallbacks;
  private long cacheHits;
  private long stars;

  /// What was last asked for, until something is added: most hours do not change any more.
  private @Nullable HourlyCounts counts;

  HourBucket(Instant start) {
    this.start = start;
  }

  void add(EventSum sum) {
    counts = null;
    long events = sum.events();
    switch (sum.type()) {
      case "user_registered" -> newUsers += events;
      case "operation_performed" ->
          operations.merge(
              Labels.find(Operation.class, sum.kind()).orElse(Operation.OTHER), events, Long::sum);
      case "transcript_stored" -> records += events;
      case "transcription_finished" -> addTranscription(sum);
      case "engine_fell_back" -> fallbacks += events;
      case "job_failed" ->
          Labels.find(JobFailure.class, sum.reason())
              .ifPresent(failure -> failures.merge(failure, errorCount(sum), ErrorCount::plus));
      case "rewrite_finished" -> spend("rewriting", sum);
      case "variant_cache_hit" -> cacheHits += events;
      case "payment_processed" -> addPayment(sum);
      case "subscription_activated" -> count(subscriptions, Plan.class, sum.kind(), events);
      case "answer_delivered" -> answering.merge(sum.durationUpTo(), events, Long::sum);
      case "error_occurred" ->
          errors.merge(new ErrorKind(sum.kind(), sum.reason()), errorCount(sum), ErrorCount::plus);
      default -> {
        // Nothing is shown of the others, among them those that a later release adds.
      }
    }
  }

  private void addTranscription(EventSum sum) {
    Optional<TranscriptionStatus> status = Labels.find(TranscriptionStatus.class, sum.status());
    status.ifPresent(s -> transcriptions.merge(s, sum.events(), Long::sum));
    if (status.equals(Optional.of(TranscriptionStatus.SUCCESS))) {
      audioMillis += sum.audioMs();
    }
    transcribing.merge(sum.durationUpTo(), sum.events(), Long::sum);
    spend("transcription", sum);
  }

  private void addPayment(EventSum sum) {
    Optional<PaymentStatus> status = Labels.find(PaymentStatus.class, sum.status());
    status.ifPresent(s -> payments.merge(s, sum.events(), Long::sum));
    stars +=
        switch (status.orElse(PaymentStatus.FAILED)) {
          case SUCCESS -> sum.stars();
          case REFUNDED -> -sum.stars();
          case FAILED -> 0;
        };
  }

  private void spend(String operation, EventSum sum) {
    if (sum.costMicros() > 0) {
      String model = sum.model().isEmpty() ? "unknown" : sum.model();
      costMicros.merge(new Spending(operation, model), sum.costMicros(), Long::sum);
    }
  }

  private static ErrorCount errorCount(EventSum sum) {
    return new ErrorCount(sum.events(), Instant.ofEpochMilli(sum.lastAt()));
  }

  private static <T extends Enum<T> & Label> void count(
      Map<T, Long> counts, Class<T> type, String label, long events) {
    Labels.find(type, label).ifPresent(value -> counts.merge(value, events, Long::sum));
  }

  void setActiveUsers(long users) {
    counts = null;
    activeUsers = OptionalLong.of(users);
  }

  HourlyCounts counts() {
    HourlyCounts known = counts;
    if (known == null) {
      known =
          new HourlyCounts(
              start,
              newUsers,
              activeUsers,
              operations,
              records,
              transcriptions,
              audioMillis,
              fallbacks,
              failures,
              costMicros,
              cacheHits,
              payments,
              stars,
              subscriptions,
              new Durations(answering),
              new Durations(transcribing),
              errors);
      counts = known;
    }
    return known;
  }
}
