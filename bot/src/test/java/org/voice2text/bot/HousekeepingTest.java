package org.voice2text.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    long created = now.minusSeconds(3_600).toEpochMilli();
    database.<Integer>transaction(
        "test",
        h ->
            h.execute(
                "insert into users (telegram_id, language, created_at, last_active_at) values (1, 'en', ?, ?)",
                created,
                created));
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
  void whatIsOverIsInNoFileAnyMore() throws Exception {
    Housekeeping housekeeping =
        new Housekeeping(database, () -> now, Housekeeping.all(Duration.ofDays(2)));
    long at = now.toEpochMilli();
    int _ =
        database.transaction(
            "test",
            h -> {
              h.execute(
                  """
                  insert into jobs (id, bot_id, update_id, chat_id, message_id, language, media_type, file_id,
                    file_unique_id, audio_ms, state, received_at, queued_at)
                  values (1, 1, 1, 42, 5, 'en', 'voice', 'F', 'U', 4000, 'delivered', ?, ?)
                  """,
                  at,
                  at);
              return h.execute(
                  "insert into transcripts (job_id, provider, text, segments, audio_ms, created_at) values (1, 'p', ?, '[]', 1, ?)",
                  "what-was-said ".repeat(2_000),
                  at);
            });
    housekeeping.runAll();
    assertThat(filesContain("what-was-said")).isTrue();

    now = START.plus(Duration.ofDays(3));
    housekeeping.runAll();
    assertThat(count("transcripts")).isZero();
    assertThat(filesContain("what-was-said")).isFalse();
  }

  private boolean filesContain(String text) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String name : List.of("v.db", "v.db-wal")) {
      all.append(Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1));
    }
    return all.indexOf(text) >= 0;
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
    List<String> operations =
        new ArrayList<>(
            Housekeeping.all(Duration.ofDays(1)).stream().map(Chore::operation).toList());
    operations.add("empty_log");
    assertThat(operations).containsExactlyElementsOf(Housekeeping.OPERATIONS);
  }

  @Test
  void forgetsWhatWasSaidOnceItsTimeIsOver() throws Exception {
    Housekeeping housekeeping =
        new Housekeeping(database, () -> now, Housekeeping.ofTranscripts(Duration.ofDays(2)));
    for (int i = 1; i <= 450; i++) {
      job(i, "delivered");
    }
    job(1001, "queued");
    now = START.plus(Duration.ofDays(1));
    job(1002, "delivered");
    housekeeping.runAll();
    assertThat(count("transcripts")).isEqualTo(452);

    now = START.plus(Duration.ofDays(2)).plusMillis(1);
    housekeeping.runAll();

    // One still waits, however old it is; the other is not old enough.
    for (String table : List.of("jobs", "transcripts", "variants", "deliveries")) {
      assertThat(count(table)).as(table).isEqualTo(2);
    }
  }

  @Test
  void forgetsBroadcastsThatAreOver() throws Exception {
    Housekeeping housekeeping =
        new Housekeeping(database, () -> now, Housekeeping.ofTranscripts(Duration.ofDays(2)));
    for (String state : List.of("done", "running", "offered")) {
      execute(
          "insert into broadcasts (bot_id, chat_id, message_id, language, state, recipients, created_at)"
              + " values (1, 2, 3, 'en', '%s', 0, %d)".formatted(state, START.toEpochMilli()));
    }
    now = START.plus(Duration.ofDays(3));
    housekeeping.runAll();
    assertThat(count("broadcasts")).isOne();
  }

  private void job(int id, String state) {
    execute(
        "insert into jobs (id, bot_id, update_id, chat_id, message_id, language, media_type, file_id, file_unique_id,"
            + " audio_ms, state, received_at, queued_at, finished_at) values"
            + " (%1$d, 1, %1$d, 7, 1, 'en', 'voice', 'f', 'u', 1, '%2$s', %3$d, %3$d, %3$d)"
                .formatted(id, state, now.toEpochMilli()));
    execute(
        "insert into transcripts (id, job_id, provider, text, segments, audio_ms, created_at)"
            + " values (%1$d, %1$d, 'p', 'said', '[]', 1, 1)".formatted(id));
    execute(
        "insert into variants (transcript_id, mode, options, prompt_version, model, text, created_at)"
            + " values (%d, 'm', 'o', 'v', 'm', 'made', 1)".formatted(id));
    execute(
        "insert into deliveries (job_id, part, message_id, sent_at) values (%d, 0, 1, 1)"
            .formatted(id));
  }

  private void execute(String sql) {
    int _ = database.transaction("test", h -> h.execute(sql));
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
