package org.voice2text.exporter.business;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.voice2text.exporter.business.BusinessMetrics.BusinessConfig;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// Whatever is wrong with the database: the last good values are served and marked as old, one line
/// in the log says why, and all is well again once the database is.
class DatabaseTroubleTest {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

  @TempDir Path folder;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Path file;
  private ReadOnlyDatabase reader;
  private BusinessMetrics business;

  @BeforeEach
  void start() {
    file = folder.resolve("v.db");
    reader = new ReadOnlyDatabase(file);
    business =
        new BusinessMetrics(
            reader,
            new BusinessConfig(Duration.ofMinutes(5), ZoneOffset.UTC, OptionalDouble.of(90)),
            () -> NOW);
    log.start();
    logger().setLevel(Level.INFO);
    logger().addAppender(log);
  }

  @AfterEach
  void stop() {
    logger().detachAppender(log);
    logger().setLevel(null);
    business.close();
    reader.close();
  }

  @Test
  void waitsForADatabaseWithoutAlarm() throws Exception {
    refresh();
    refresh();
    assertThat(lines())
        .containsExactly(
            "INFO business-refresh waits: the database does not exist yet; the bot creates it when it starts",
            "INFO user-activity-refresh waits: the database does not exist yet; the bot creates it when it starts");
    assertThat(Served.values(business)).isEmpty();

    write(file, 2);
    refresh();
    assertServes(2, true);
    assertThat(lines())
        .endsWith("INFO business-refresh works again", "INFO user-activity-refresh works again");
  }

  @Test
  @Tag("slow")
  void aLockedDatabase() throws Exception {
    write(file, 2);
    refresh();
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      // The reader must not hold the file open, or the lock would not be had.
      reader.close();
      boolean _ = statement.execute("pragma locking_mode = exclusive");
      boolean _ = statement.execute("begin exclusive");
      refresh();
      assertServes(2, false);
    }
    assertThat(lines())
        .containsExactly(
            "WARN business-refresh failed: the database cannot be read: SQLITE_BUSY. The last good values stay.",
            "WARN user-activity-refresh failed: the database cannot be read: SQLITE_BUSY. The last good values stay.");
    refresh();
    assertServes(2, true);
  }

  @Test
  void aDamagedDatabase() throws Exception {
    write(file, 2_000);
    refresh();
    // An open file would be served from memory.
    reader.close();
    try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
      damaged.seek(4_096);
      damaged.write(new byte[(int) damaged.length() - 4_096]);
    }
    for (int i = 0; i < 3; i++) {
      refresh();
      assertServes(2_000, false);
    }
    assertThat(lines())
        .containsExactly(
            "WARN business-refresh failed: the database cannot be read: SQLITE_CORRUPT. The last good values stay.",
            "WARN user-activity-refresh failed: the database cannot be read: SQLITE_CORRUPT. The last good values stay.");
  }

  @Test
  void aFileThatIsNoDatabase() throws Exception {
    write(file, 2);
    refresh();
    Path other = Files.writeString(folder.resolve("other"), "This is no database. ".repeat(500));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    refresh();
    refresh();
    assertServes(2, false);
    assertThat(lines())
        .containsExactly(
            "WARN business-refresh failed: the database cannot be read: SQLITE_NOTADB. The last good values stay.",
            "WARN user-activity-refresh failed: the database cannot be read: SQLITE_NOTADB. The last good values stay.");
  }

  @Test
  void aDatabaseOfAnotherRelease() throws Exception {
    write(file, 2);
    refresh();
    Path other = folder.resolve("other.db");
    write(other, 3);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
        Statement statement = connection.createStatement()) {
      int _ =
          statement.executeUpdate(
              "insert into flyway_schema_history values (99, '99', 'x', 'SQL', 'x', 0, 'x', 'x', 0, 1)");
    }
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    refresh();
    refresh();
    assertServes(2, false);
    assertThat(lines())
        .hasSize(2)
        .allMatch(line ->
            line.matches(
                "WARN .* failed: the database has schema version 99, this build reads \\d+; run bot and exporter"
                    + " of the same release. The last good values stay."));
  }

  @Test
  void aBackupThatIsPutInPlaceOfAYoungerDatabase() throws Exception {
    write(file, 2);
    Path backup = Files.copy(file, folder.resolve("backup.db"));
    write(file, 5);
    refresh();
    assertServes(7, true);
    restore(backup);
    refresh();
    assertServes(2, true);
  }

  @Test
  void aBackupThatHasGrownPastTheYoungerDatabase() throws Exception {
    write(file, 2);
    Path backup = Files.copy(file, folder.resolve("backup.db"));
    write(file, 5);
    refresh();
    restore(backup);
    write(file, NOW.plusSeconds(1), 9);
    refresh();
    assertServes(11, true);
  }

  /// Into the same file, as `cp` does it.
  private void restore(Path backup) throws IOException {
    reader.close();
    Files.write(file, Files.readAllBytes(backup));
  }

  private static void write(Path file, int users) {
    write(file, NOW, users);
  }

  private static void write(Path file, Instant at, int users) {
    List<EventRow> rows =
        IntStream.range(0, users)
            .mapToObj(i -> EventRow.of(new TechnicalEvent.UserRegistered(i), at.toEpochMilli()))
            .toList();
    try (Database writer = Database.openWriter(file, DatabaseObserver.NONE)) {
      writer.<Boolean>transaction(
          "test",
          h -> {
            EventLog.append(h, rows);
            return true;
          });
    }
  }

  private void refresh() throws InterruptedException {
    business.refreshNow();
  }

  private void assertServes(double users, boolean up) throws Exception {
    Map<String, Double> values = Served.values(business);
    assertThat(values).containsEntry("bot_users_total", users).containsEntry("users_online", 0.0);
    assertThat(Served.isUp(business, "business")).isEqualTo(up);
    assertThat(Served.isUp(business, "user_activity")).isEqualTo(up);
  }

  private List<String> lines() {
    return log.list.stream().map(e -> e.getLevel() + " " + e.getFormattedMessage()).toList();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(Refreshed.class);
  }
}
