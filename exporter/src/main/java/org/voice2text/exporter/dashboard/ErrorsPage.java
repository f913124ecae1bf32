package org.voice2text.exporter.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.voice2text.exporter.business.HourlyCounts;
import org.voice2text.exporter.business.HourlyCounts.ErrorCount;
import org.voice2text.exporter.business.HourlyCounts.ErrorKind;

/// The answer of `/api/errors`: what went wrong lately, without any text.
final class ErrorsPage {
  private static final int MOST = 50;

  /// Jobs that failed stand among the errors as if this were the component.
  static final String JOB = "job";

  private ErrorsPage() {}

  static Map<String, Object> of(TimeRange range, List<HourlyCounts> hours, Instant now) {
    Instant from = now.minus(Duration.ofHours((long) range.steps() * range.stepHours()));
    Map<ErrorKind, ErrorCount> errors = new HashMap<>();
    for (HourlyCounts hour : hours) {
      if (!hour.start().plus(Duration.ofHours(1)).isBefore(from)) {
        hour.errors().forEach((kind, count) -> errors.merge(kind, count, ErrorCount::plus));
        hour.failures()
            .forEach((failure, count) ->
                errors.merge(new ErrorKind(JOB, failure.label()), count, ErrorCount::plus));
      }
    }
    List<Map<String, Object>> rows =
        errors.entrySet().stream()
            .sorted(
                Comparator.comparing(entry -> entry.getValue().last(), Comparator.reverseOrder()))
            .limit(MOST)
            .map(entry -> row(entry.getKey(), entry.getValue()))
            .toList();
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("range", range.label());
    page.put("kinds", errors.size());
    page.put("errors", rows);
    return page;
  }

  private static Map<String, Object> row(ErrorKind kind, ErrorCount count) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("component", kind.component());
    row.put("type", kind.type());
    row.put("count", count.count());
    row.put("lastAt", count.last().toEpochMilli());
    return row;
  }
}
