package org.voice2text.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ForeignDatabaseTest {
  private static final String ENDLESS =
      "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void create() throws SQLException {
    file = folder.resolve("any.db");
    execute("create table t (k text, v integer)", "insert into t values ('a', 1), ('b', 2)");
  }

  @Test
  void readsWhatAnotherProgramWrites() throws Exception {
    try (ForeignDatabase database = ForeignDatabase.open(file)) {
      execute("insert into t values ('c', 3)");
      assertThat(sum(database, "select sum(v) from t")).isEqualTo(6);
    }
  }

  @Test
  void neverWrites() {
    try (ForeignDatabase database = ForeignDatabase.open(file)) {
      assertThatExceptionOfType(Exception.class)
          .isThrownBy(() -> sum(database, "insert into t values ('d', 4) returning v"));
      assertThatExceptionOfType(Exception.class)
          .isThrownBy(() -> sum(database, "delete from t returning v"));
    }
    try (ForeignDatabase database = ForeignDatabase.open(file)) {
      assertThat(sum(database, "select count(*) from t")).isEqualTo(2);
    } catch (StatementException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tellsTheColumnsWithoutRunning() throws Exception {
    try (ForeignDatabase database = ForeignDatabase.open(file)) {
      assertThat(database.columns("select k, count(*) as n from t group by k"))
          .containsExactly("k", "n");
      assertThat(database.columns(ENDLESS + " as endless")).containsExactly("count(*)");
    }
  }

  @Test
  void saysWhatSqliteSaysOfABadStatement() {
    try (ForeignDatabase database = ForeignDatabase.open(file)) {
      assertThatExceptionOfType(StatementException.class)
          .isThrownBy(() -> database.columns("select x from t"))
          .withMessage("no such column: x")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(StatementException.Kind.STATEMENT));
      assertThatExceptionOfType(StatementException.class)
          .isThrownBy(() -> database.columns("select k frm t"))
          .withMessage("near \"t\": syntax error");
    }
  }

  @Test
  void breaksOffWhatTakesTooLongAndCanBeUsedAgain() throws Exception {
    try (ForeignDatabase database = ForeignDatabase.open(file)) {
      long start = System.nanoTime();
      assertThatExceptionOfType(StatementException.class)
          .isThrownBy(() -> database.query(ENDLESS, Duration.ofMillis(50), _ -> 0))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(StatementException.Kind.TIMEOUT));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(50), Duration.ofSeconds(5));
      assertThat(sum(database, "select sum(v) from t")).isEqualTo(3);
    }
  }

  @Test
  void isBrokenOffByAnInterrupt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<Exception> ended = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try (ForeignDatabase database = ForeignDatabase.open(file)) {
                begun.countDown();
                long _ = database.query(ENDLESS, Duration.ofHours(1), _ -> 0L);
              } catch (Exception e) {
                ended.set(e);
              }
            });
    begun.await();
    thread.interrupt();
    assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    assertThat(ended.get())
        .isInstanceOfSatisfying(
            StatementException.class,
            e -> assertThat(e.kind()).isEqualTo(StatementException.Kind.INTERRUPTED));
  }

  @Test
  void refusesToMakeHugeValues() {
    try (ForeignDatabase database = ForeignDatabase.open(file)) {
      assertThatExceptionOfType(StatementException.class)
          .isThrownBy(() -> sum(database, "select length(zeroblob(11000000))"))
          .withMessage("string or blob too big");
    }
  }

  @Test
  void waitsOnlyAShortWhileForAWriter() throws Exception {
    try (Connection writer = connect();
        Statement statement = writer.createStatement()) {
      statement.execute("begin exclusive");
      try (ForeignDatabase database = ForeignDatabase.open(file)) {
        assertThatExceptionOfType(DatabaseUnavailableException.class)
            .isThrownBy(() -> sum(database, "select sum(v) from t"))
            .withMessage("the database cannot be read: SQLITE_BUSY");
      }
    }
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws IOException {
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> ForeignDatabase.open(folder.resolve("none.db")))
        .withMessage("the database does not exist yet");
    assertThat(folder.resolve("none.db")).doesNotExist();

    Path text = Files.writeString(folder.resolve("text.db"), "no database ".repeat(100));
    try (ForeignDatabase database = ForeignDatabase.open(text)) {
      assertThatExceptionOfType(DatabaseUnavailableException.class)
          .isThrownBy(() -> database.columns("select 1 from t"))
          .withMessage("the database cannot be read: SQLITE_NOTADB");
    }
  }

  @Test
  void knowsWhetherTheTablesAreThere() throws Exception {
    try (ForeignDatabase database = ForeignDatabase.open(file)) {
      assertThat(database.hasItsTables()).isTrue();
      // The question leaves the connection as it was.
      assertThat(sum(database, "select sum(v) from t")).isEqualTo(3);
    }
    Path empty = Files.createFile(folder.resolve("empty.db"));
    try (ForeignDatabase database = ForeignDatabase.open(empty)) {
      assertThat(database.hasItsTables()).isFalse();
    }
    // As between two steps of a migration.
    execute("create table flyway_schema_history (version text, success integer)");
    try (ForeignDatabase database = ForeignDatabase.open(file)) {
      assertThat(database.hasItsTables()).isFalse();
    }
    Path own = folder.resolve("own.db");
    try (Database _ = Database.openWriter(own, DatabaseObserver.NONE);
        ForeignDatabase database = ForeignDatabase.open(own)) {
      assertThat(database.hasItsTables()).isTrue();
      assertThat(sum(database, "select count(*) from users")).isZero();
    }
  }

  private static long sum(ForeignDatabase database, String sql) throws StatementException {
    return database.query(
        sql,
        Duration.ofSeconds(20),
        rows -> {
          rows.next();
          return rows.getLong(1);
        });
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : List.of(statements)) {
        statement.executeUpdate(sql);
      }
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }
}
