package org.voice2text.bot.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseUnavailableException;

class DatabaseMeterTest {
  private final Instruments instruments = new Instruments();
  private final DatabaseMeter meter = new DatabaseMeter(instruments);

  DatabaseMeterTest() {
    instruments.allow(List.of("operation"), List.of(List.of("good"), List.of("bad")));
  }

  @Test
  void measuresRealTransactions(@TempDir Path folder) {
    try (Database database = Database.openWriter(folder.resolve("v.db"), meter)) {
      int _ = database.transaction("good", h -> h.execute("insert into bots values (1, 0, 0)"));
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() ->
              database.transaction("bad", h -> h.execute("insert into bots values (1, 0, 0)")));
    }
    assertThat(Series.moved(instruments, LiveMetrics.DB_QUERY_DURATION))
        .isEqualTo(Map.of("{operation=\"good\"}", 1.0));
    assertThat(Series.moved(instruments, LiveMetrics.DB_ERRORS))
        .isEqualTo(Map.of("{error_type=\"constraint\",operation=\"bad\"}", 1.0));
  }

  @Test
  void countsWhatIsAskedOfAClosedDatabase(@TempDir Path folder) {
    Database database = Database.openWriter(folder.resolve("v.db"), meter);
    database.close();
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> database.transaction("bad", _ -> 1));
    assertThat(Series.moved(instruments, LiveMetrics.DB_ERRORS))
        .isEqualTo(Map.of("{error_type=\"closed\",operation=\"bad\"}", 1.0));
  }

  @Test
  void knowsWhichConnectionsAreOpen(@TempDir Path folder) {
    Path file = folder.resolve("v.db");
    try (Database _ = Database.openWriter(file, meter);
        Database _ = Database.openReader(file, meter)) {
      assertThat(Series.of(instruments, LiveMetrics.DB_CONNECTIONS)).isEqualTo(Map.of("{}", 2.0));
    }
    assertThat(Series.of(instruments, LiveMetrics.DB_CONNECTIONS)).isEqualTo(Map.of("{}", 0.0));
  }

  @ParameterizedTest
  @CsvSource({
    "SQLITE_BUSY,busy",
    "SQLITE_BUSY_SNAPSHOT,busy",
    "SQLITE_LOCKED,busy",
    "SQLITE_IOERR_WRITE,io",
    "SQLITE_FULL,io",
    "SQLITE_CANTOPEN_ISDIR,io",
    "SQLITE_READONLY_DBMOVED,io",
    "SQLITE_CORRUPT,io",
    "SQLITE_NOTADB,io",
    "SQLITE_CONSTRAINT_FOREIGNKEY,constraint",
    "SQLITE_ERROR,other",
    "UNKNOWN_ERROR,other",
  })
  void sortsSqlitesFailures(SQLiteErrorCode code, String type) {
    meter.failed("bad", new IllegalStateException(new SQLiteException("x", code)));
    assertThat(Series.moved(instruments, LiveMetrics.DB_ERRORS))
        .isEqualTo(Map.of("{error_type=\"%s\",operation=\"bad\"}".formatted(type), 1.0));
  }

  @Test
  void anUnknownOperationIsOther() {
    meter.finished("select * from users", Duration.ofMillis(1));
    assertThat(Series.moved(instruments, LiveMetrics.DB_QUERY_DURATION))
        .isEqualTo(Map.of("{operation=\"other\"}", 1.0));
  }

  @Test
  void sortsTheBotsFailures() {
    assertThat(ErrorTypes.of(new DatabaseUnavailableException("x"))).isEqualTo("database");
    assertThat(ErrorTypes.of(new IllegalStateException(new SQLException("x"))))
        .isEqualTo("database");
    assertThat(ErrorTypes.of(new InterruptedIOException("x"))).isEqualTo("timeout");
    assertThat(ErrorTypes.of(new IOException("x"))).isEqualTo("io");
    assertThat(ErrorTypes.of(new NullPointerException("x"))).isEqualTo("internal");
  }
}
