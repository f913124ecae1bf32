package org.voice2text.exporter.business;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.TranscriptionStatus;

/// Totals of the event log up to a position in it. Confined to the thread that refreshes.
final class EventFold {
  private static final Duration KEEP_HOURS = Duration.ofDays(32);
  private static final Map<String, Operation> OPERATIONS =
      Arrays.stream(Operation.values())
          .collect(Collectors.toUnmodifiableMap(Operation::label, Function.identity()));

  private final ZoneId zone;
  private final TreeMap<Instant, HourBucket> hours = new TreeMap<>();
  private long cursor;
  private long users;
  private long transcriptions;
  private long audioMillis;
  private long records;
  private long withoutModel;
  private long costMicros;

  EventFold(ZoneId zone) {
    this.zone = zone;
  }

  /// The id of the last row that was added.
  long cursor() {
    return cursor;
  }

  void add(EventRow row) {
    HourBucket hour =
        hours.computeIfAbsent(hourOf(Instant.ofEpochMilli(row.at())), HourBucket::new);
    switch (row.type()) {
      case "user_registered" -> {
        users++;
        hour.addNewUser();
      }
      case "transcription_finished" -> addTranscription(row, hour);
      case "transcript_stored" -> {
        records++;
        hour.addRecord();
      }
      case "operation_performed" -> hour.addOperation(operation(row));
      case "job_failed" -> hour.addFailure();
      default -> {
        // Nothing is counted of the others, among them those that a later release adds.
      }
    }
    cursor = row.id();
  }

  private void addTranscription(EventRow row, HourBucket hour) {
    if (row.model() == null) {
      withoutModel++;
    }
    if (row.costMicros() != null) {
      costMicros += row.costMicros();
    }
    if (TranscriptionStatus.SUCCESS.label().equals(row.status())) {
      long millis = row.audioMs() == null ? 0 : row.audioMs();
      transcriptions++;
      audioMillis += millis;
      hour.addTranscription(millis);
    }
  }

  private static Operation operation(EventRow row) {
    return row.kind() == null
        ? Operation.OTHER
        : OPERATIONS.getOrDefault(row.kind(), Operation.OTHER);
  }

  private Instant hourOf(Instant at) {
    return at.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
  }

  /// Forgets hours that no page shows any more.
  void forgetHoursBefore(Instant now) {
    hours.headMap(now.minus(KEEP_HOURS)).clear();
  }

  Totals totals() {
    List<HourlyCounts> hourly = hours.values().stream().map(HourBucket::counts).toList();
    return new Totals(
        users, transcriptions, audioMillis, records, withoutModel, costMicros, hourly);
  }

  /// What a fold has come to.
  ///
  /// @param hourly the last days, in order; hours in which nothing happened are missing
  record Totals(
      long users,
      long transcriptions,
      long audioMillis,
      long records,
      long withoutModel,
      long costMicros,
      List<HourlyCounts> hourly) {

    Day day(Instant now, ZoneId zone) {
      Instant midnight = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
      List<HourlyCounts> today =
          hourly.stream().filter(hour -> !hour.start().isBefore(midnight)).toList();
      return new Day(
          today.stream()
              .flatMap(hour -> hour.operations().entrySet().stream())
              .collect(
                  Collectors.groupingBy(
                      Map.Entry::getKey, Collectors.summingLong(Map.Entry::getValue))),
          today.stream().mapToLong(HourlyCounts::records).sum());
    }
  }

  /// What happened since midnight.
  record Day(Map<Operation, Long> operations, long records) {}
}
