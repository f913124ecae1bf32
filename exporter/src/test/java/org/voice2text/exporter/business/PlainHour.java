package org.voice2text.exporter.business;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.voice2text.exporter.business.HourlyCounts.ErrorCount;
import org.voice2text.exporter.business.HourlyCounts.ErrorKind;
import org.voice2text.exporter.business.HourlyCounts.Spending;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.EventSum;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.Label;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.PaymentStatus;
import org.voice2text.model.event.Plan;
import org.voice2text.model.event.TranscriptionStatus;

/// What an hour's events come to when each is looked at by itself.
final class PlainHour {
  private final List<EventRow> rows;

  private PlainHour(List<EventRow> rows) {
    this.rows = rows;
  }

  static HourlyCounts of(Instant start, List<EventRow> rows) {
    return new PlainHour(rows).counts(start);
  }

  private HourlyCounts counts(Instant start) {
    Map<Spending, Long> costs = new HashMap<>(costs("transcription", "transcription_finished"));
    costs.putAll(costs("rewriting", "rewrite_finished"));
    return new HourlyCounts(
        start,
        of("user_registered").size(),
        OptionalLong.empty(),
        labels("operation_performed", Operation.class, EventRow::kind),
        of("transcript_stored").size(),
        labels("transcription_finished", TranscriptionStatus.class, EventRow::status),
        of("transcription_finished").stream()
            .filter(r -> r.status().equals("success"))
            .mapToLong(EventRow::audioMs)
            .sum(),
        of("engine_fell_back").size(),
        failures(),
        costs,
        of("variant_cache_hit").size(),
        labels("payment_processed", PaymentStatus.class, EventRow::status),
        of("payment_processed").stream().mapToLong(PlainHour::stars).sum(),
        labels("subscription_activated", Plan.class, EventRow::kind),
        new Durations(sums("answer_delivered", r -> limit(r.durationMs()), _ -> 1)),
        new Durations(sums("transcription_finished", r -> limit(r.durationMs()), _ -> 1)),
        errors());
  }

  private static long stars(EventRow row) {
    return switch (row.status()) {
      case "success" -> row.stars();
      case "refunded" -> -row.stars();
      default -> 0;
    };
  }

  private static long limit(long millis) {
    return EventSum.DURATION_LIMITS.stream().filter(l -> millis <= l).findFirst().orElseThrow();
  }

  private List<EventRow> of(String type) {
    return rows.stream().filter(r -> r.type().equals(type)).toList();
  }

  private <K> Map<K, Long> sums(
      String type, Function<EventRow, K> key, ToLongFunction<EventRow> value) {
    Map<K, Long> sums = new HashMap<>();
    of(type).forEach(r -> sums.merge(key.apply(r), value.applyAsLong(r), Long::sum));
    return sums;
  }

  private <T extends Enum<T> & Label> Map<T, Long> labels(
      String type, Class<T> labels, Function<EventRow, String> label) {
    return sums(type, r -> Label.parse(labels, label.apply(r)), _ -> 1);
  }

  private Map<Spending, Long> costs(String operation, String type) {
    Map<Spending, Long> costs =
        sums(
            type,
            r -> new Spending(operation, r.model() == null ? "unknown" : r.model()),
            r -> r.costMicros() == null ? 0 : r.costMicros());
    costs.values().removeIf(cost -> cost == 0);
    return costs;
  }

  private Map<JobFailure, ErrorCount> failures() {
    Map<JobFailure, ErrorCount> failures = new HashMap<>();
    for (EventRow row : of("job_failed")) {
      failures.merge(
          Label.parse(JobFailure.class, row.reason()),
          new ErrorCount(1, Instant.ofEpochMilli(row.at())),
          ErrorCount::plus);
    }
    return failures;
  }

  private Map<ErrorKind, ErrorCount> errors() {
    Map<ErrorKind, ErrorCount> errors = new HashMap<>();
    for (EventRow row : of("error_occurred")) {
      errors.merge(
          new ErrorKind(row.kind(), row.reason()),
          new ErrorCount(1, Instant.ofEpochMilli(row.at())),
          ErrorCount::plus);
    }
    return errors;
  }
}
