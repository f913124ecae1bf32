package org.voice2text.exporter.business;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.sqlite.ProgressHandler;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// What a refresh costs, counted in steps of SQLite's virtual machine rather than in time: it
/// follows the new events, however many there were before.
@Tag("slow")
class RefreshCostTest {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final int NEW = 500;

  @TempDir Path folder;
  private Path file;
  private Database writer;
  private ReadOnlyDatabase reader;
  private final AtomicLong steps = new AtomicLong();

  @BeforeEach
  void open() {
    file = folder.resolve("v.db");
    writer = Database.openWriter(file, DatabaseObserver.NONE);
    reader = new ReadOnlyDatabase(file);
  }

  @AfterEach
  void close() {
    reader.close();
    writer.close();
  }

  @Test
  void followsTheNewEventsNotTheHistory() throws Exception {
    EventReader events = new EventReader(reader, ZoneOffset.UTC, () -> NOW);
    append(1_000);
    long small = stepsOfARefresh(events);
    append(50_000);
    events.catchUp();
    long large = stepsOfARefresh(events);

    assertThat(small).isPositive();
    assertThat((double) large).isBetween(0.9 * small, 1.1 * small);
    assertThat(small / NEW).as("steps a new event").isLessThan(200);
  }

  /// Counts of distinct users look at those who were active, not at all.
  @Test
  void countsUsersByTheIndex() {
    addUsers(20_000, NOW.minus(Duration.ofDays(400)));
    addUsers(10, NOW);
    reader.read(
        "users",
        handle -> {
          count(handle);
          UserActivity activity = UserActivity.read(handle, NOW, ZoneOffset.UTC);
          assertThat(activity.month()).isEqualTo(10);
          return activity;
        });
    assertThat(steps).hasPositiveValue().hasValueLessThan(1_000);
  }

  @Test
  void tellsHowFarALongReadingIs() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(ReadingProgress.class);
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    log.start();
    try {
      AtomicLong nanos = new AtomicLong();
      ReadingProgress progress = new ReadingProgress(nanos::get);
      progress.add(20_000, 980_000);
      nanos.addAndGet(Duration.ofMillis(2_100).toNanos());
      progress.add(230_000, 750_000);
      nanos.addAndGet(Duration.ofMillis(1_900).toNanos());
      progress.add(500_000, 250_000);
      progress.add(250_000, 0);
      progress.finish();
      ReadingProgress quick = new ReadingProgress(nanos::get);
      quick.add(1_000, 0);
      quick.finish();
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
    }
    assertThat(log.list.stream().map(ILoggingEvent::getFormattedMessage))
        .containsExactly(
            "Reading the event log: 250,000 of 1,000,000 events (25 %)",
            "The event log is read: 1,000,000 events in 4.0 s");
  }

  private long stepsOfARefresh(EventReader events) throws Exception {
    events.catchUp();
    append(NEW);
    reader.read(
        "count",
        handle -> {
          count(handle);
          return handle;
        });
    steps.set(0);
    events.catchUp();
    return steps.get();
  }

  /// Counts what the reader's one connection does from now on.
  private void count(Handle handle) {
    try {
      ProgressHandler.setHandler(
          handle.getConnection(),
          1,
          new ProgressHandler() {
            @Override
            protected int progress() {
              steps.incrementAndGet();
              return 0;
            }
          });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void append(int events) {
    writer.transaction(
        "append",
        handle -> {
          List<EventRow> rows = new ArrayList<>();
          for (int i = 0; i < events; i++) {
            rows.add(
                EventRow.of(
                    new TechnicalEvent.OperationPerformed((long) i, Operation.HELP),
                    NOW.toEpochMilli()));
          }
          EventLog.append(handle, rows);
          return rows;
        });
  }

  private void addUsers(int count, Instant lastActive) {
    writer.transaction(
        "users",
        handle -> {
          for (int i = 0; i < count; i++) {
            handle.execute(
                "insert into users (telegram_id, language, created_at, last_active_at) values (?, 'en', ?, ?)",
                lastActive.toEpochMilli() + i,
                lastActive.toEpochMilli(),
                lastActive.toEpochMilli());
          }
          return count;
        });
  }
}
