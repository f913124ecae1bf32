package org.voice2text.exporter.business;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.voice2text.model.event.EventSum;
import org.voice2text.model.event.TranscriptionStatus;

/// Adds up what the event log tells: totals for ever, and the last days hour by hour. Confined to
/// the thread that refreshes.
final class EventFold {
  /// The types of events that are counted here or in the hours; others need not be read.
  static final Set<String> TYPES =
      Set.of(
          "user_registered",
          "operation_performed",
          "transcription_finished",
          "engine_fell_back",
          "transcript_stored",
          "answer_delivered",
          "job_failed",
          "rewrite_finished",
          "variant_cache_hit",
          "payment_processed",
          "subscription_activated",
          "error_occurred");

  static final Duration KEEP_HOURS = Duration.ofDays(32);

  private final ZoneId zone;
  private final TreeMap<Instant, HourBucket> hours = new TreeMap<>();
  private Instant firstHour = Instant.MIN;
  private long users;
  private long transcriptions;
  private long audioMillis;
  private long records;
  private long withoutModel;
  private long costMicros;
  private long cacheHits;

  EventFold(ZoneId zone) {
    this.zone = zone;
  }

  /// Forgets hours that no page shows any more, and takes no more of them.
  void keepHoursUntil(Instant now) {
    firstHour = hourOf(now.minus(KEEP_HOURS));
    hours.headMap(firstHour).clear();
  }

  void add(EventSum sum) {
    addToTotals(sum);
    if (sum.bucket() > 0) {
      Instant hour = hourOf(Instant.ofEpochMilli(sum.bucket()));
      if (!hour.isBefore(firstHour)) {
        hours.computeIfAbsent(hour, HourBucket::new).add(sum);
      }
    }
  }

  private void addToTotals(EventSum sum) {
    switch (sum.type()) {
      case "user_registered" -> users += sum.events();
      case "transcript_stored" -> records += sum.events();
      case "variant_cache_hit" -> cacheHits += sum.events();
      case "transcription_finished" -> {
        addModel(sum);
        if (sum.status().equals(TranscriptionStatus.SUCCESS.label())) {
          transcriptions += sum.events();
          audioMillis += sum.audioMs();
        }
      }
      case "rewrite_finished" -> addModel(sum);
      default -> {
        // Of the others there are no totals.
      }
    }
  }

  /// Only these events are about a model's work.
  private void addModel(EventSum sum) {
    costMicros += sum.costMicros();
    if (sum.model().isEmpty()) {
      withoutModel += sum.events();
    }
  }

  /// @param end of the hour in which they were active
  void addActivity(Instant end, long activeUsers) {
    Instant hour = hourOf(end.minusMillis(1));
    if (!hour.isBefore(firstHour)) {
      hours.computeIfAbsent(hour, HourBucket::new).setActiveUsers(activeUsers);
    }
  }

  private Instant hourOf(Instant at) {
    return at.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
  }

  Totals totals() {
    List<HourlyCounts> hourly = hours.values().stream().map(HourBucket::counts).toList();
    return new Totals(
        users, transcriptions, audioMillis, records, withoutModel, costMicros, cacheHits, hourly);
  }
}
