package org.voice2text.exporter.business;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.voice2text.model.event.Operation;

/// What happened in one hour of the operator's time zone. Confined to the fold.
final class HourBucket {
  private final Instant start;
  private final Map<Operation, Long> operations = new EnumMap<>(Operation.class);
  private long records;
  private long transcriptions;
  private long failures;
  private long newUsers;
  private long audioMillis;

  HourBucket(Instant start) {
    this.start = start;
  }

  void addOperation(Operation operation) {
    operations.merge(operation, 1L, Long::sum);
  }

  void addRecord() {
    records++;
  }

  void addTranscription(long millis) {
    transcriptions++;
    audioMillis += millis;
  }

  void addFailure() {
    failures++;
  }

  void addNewUser() {
    newUsers++;
  }

  HourlyCounts counts() {
    return new HourlyCounts(
        start, Map.copyOf(operations), records, transcriptions, failures, newUsers, audioMillis);
  }
}
