package org.voice2text.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.Housekeeping.Chore;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.EventSum;
import org.voice2text.model.event.EventSums;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

class HousekeepingTest {
  private static final Instant START = Instant.parse("2026-06-15T12:05:00Z");

  @TempDir Path folder;
  private Database database;
  private Instant now = START;

  @BeforeEach
  void open() {
    database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void keepsTheSumsOfEventsWhoseTimeIsOver() throws Exception {
    Housekeeping housekeeping =
        new Housekeeping(database, () -> now, Housekeeping.ofEvents(Duration.ofDays(2)));
    append(5_000);
    housekeeping.runAll();
    assertThat(count("technical_events")).isEqualTo(5_000);
    assertThat(sums()).containsExactly(sum(START.minusSeconds(300), 5_000, START));

    now = START.plus(Duration.ofDays(1));
    append(7);
    now = START.plus(Duration.ofDays(2)).plusMillis(1);
    housekeeping.runAll();
    assertThat(count("technical_events")).isEqualTo(7);
    assertThat(sums()).extracting(EventSum::events).containsExactly(5_000L, 7L);

    // No page shows hours that are so old.
    now = START.plus(Duration.ofDays(40));
    housekeeping.runAll();
    assertThat(count("technical_events")).isZero();
    assertThat(sums()).containsExactly(sum(Instant.EPOCH, 5_007, START.plus(Duration.ofDays(1))));
  }

  @Test
  void countsTheActiveUsersEveryQuarterOfAnHour() throws Exception {
    Housekeeping housekeeping =
        new Housekeeping(database, () -> now, Housekeeping.ofEvents(Duration.ofDays(2)));
    for (int minute = 0; minute < 30; minute++) {
      housekeeping.runAll();
      now = now.plus(Duration.ofMinutes(1));
    }
    assertThat(count("activity_samples")).isEqualTo(3);
    now = now.plus(Duration.ofDays(33));
    housekeeping.runAll();
    assertThat(count("activity_samples")).isEqualTo(1);
  }

  @Test
  void aChoreThatFailsKeepsNoOtherFromBeingDone() {
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    Housekeeping housekeeping =
        new Housekeeping(
            database,
            () -> now,
            List.of(
                chore("first", done),
                failing("expected by the test"),
                chore("second", done),
                failing("also expected"),
                chore("third", done)));

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(housekeeping::runAll)
        .withMessage("expected by the test")
        .satisfies(e ->
            assertThat(e.getSuppressed()).anyMatch(s -> "also expected".equals(s.getMessage())));
    assertThat(done)
        .containsExactly(
            "first", "first", "first", "second", "second", "second", "third", "third", "third");
  }

  @Test
  void namesEachOperationForMeasurement() {
    assertThat(Housekeeping.ofEvents(Duration.ofDays(1)))
        .extracting(Chore::operation)
        .containsExactlyElementsOf(Housekeeping.OPERATIONS);
  }

  /// A chore of three batches.
  private static Chore chore(String name, List<String> done) {
    return new Chore(
        name,
        (_, _) -> {
          done.add(name);
          return Collections.frequency(done, name) < 3;
        });
  }

  private static Chore failing(String message) {
    return new Chore(
        "failing",
        (_, _) -> {
          throw new IllegalStateException(message);
        });
  }

  private void append(int count) {
    EventRow row = EventRow.of(new TechnicalEvent.TranscriptStored(1, 1L), now.toEpochMilli());
    database.<Boolean>transaction(
        "test",
        h -> {
          EventLog.append(h, Collections.nCopies(count, row));
          return true;
        });
  }

  private static EventSum sum(Instant bucket, long events, Instant last) {
    return new EventSum(
        bucket.toEpochMilli(),
        "transcript_stored",
        "",
        "",
        "",
        "",
        "",
        0,
        events,
        last.toEpochMilli(),
        0,
        0,
        0,
        0,
        0,
        0);
  }

  private List<EventSum> sums() {
    List<EventSum> sums = new ArrayList<>();
    database.<Boolean>transaction(
        "test",
        h -> {
          EventSums.rolledUp(h, Set.of("transcript_stored"), sums::add);
          return true;
        });
    return sums;
  }

  private int count(String table) {
    return database.transaction(
        "test", h -> h.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
  }
}
