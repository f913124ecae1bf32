package org.voice2text.exporter.business;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.voice2text.model.event.Operation;

/// What a fold has come to. Immutable.
///
/// @param users registered ever
/// @param withoutModel events that tell of a model's work and lack the model
/// @param cacheHits requests to language models that the variant cache saved
/// @param hourly the last days, in order; hours in which nothing happened are missing
public record Totals(
    long users,
    long transcriptions,
    long audioMillis,
    long records,
    long withoutModel,
    long costMicros,
    long cacheHits,
    List<HourlyCounts> hourly) {

  public Totals {
    hourly = List.copyOf(hourly);
  }

  /// The day of a time zone that holds a moment. It may have 23 or 25 hours.
  Day day(Instant now, ZoneId zone) {
    LocalDate date = now.atZone(zone).toLocalDate();
    Instant midnight = date.atStartOfDay(zone).toInstant();
    Instant next = date.plusDays(1).atStartOfDay(zone).toInstant();
    Map<Operation, Long> operations = new EnumMap<>(Operation.class);
    long records = 0;
    for (HourlyCounts hour : hourly) {
      if (!hour.start().isBefore(midnight) && hour.start().isBefore(next)) {
        hour.operations().forEach((operation, n) -> operations.merge(operation, n, Long::sum));
        records += hour.records();
      }
    }
    return new Day(operations, records);
  }

  /// What happened on one day.
  record Day(Map<Operation, Long> operations, long records) {}
}
