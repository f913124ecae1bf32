package org.voice2text.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.transaction.TransactionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@Tag("slow")
class DatabaseTest {
  @TempDir Path folder;

  @Test
  void createsFolderFileAndTables() {
    Path file = folder.resolve("a/b/v.db");
    try (Database database = Database.openWriter(file, DatabaseObserver.NONE)) {
      assertThat(tables(database))
          .contains(
              "activity_samples",
              "bots",
              "deliveries",
              "event_rollup",
              "event_rollup_state",
              "flyway_schema_history",
              "jobs",
              "technical_events",
              "transcripts",
              "updates",
              "users");
    }
  }

  @Test
  void opensWhatItCreatedAgain() {
    try (Database database = writer()) {
      addBot(database, 7);
    }
    try (Database database = writer()) {
      assertThat(bots(database)).isEqualTo(1);
    }
  }

  @Test
  void takesTheWriteAheadLogIntoTheFileWhenItCloses() throws IOException {
    try (Database database = writer()) {
      addBot(database, 7);
      assertThat(names()).contains("v.db-wal");
    }
    assertThat(names()).containsExactly("v.db");
  }

  @Test
  void isWholeAgainAfterAnotherProcessHeldTheLockForTooLong() throws Exception {
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    List<String> committed = new ArrayList<>();
    try (Database database = writer();
        Database other = writer()) {
      CompletableFuture<Integer> holder =
          CompletableFuture.supplyAsync(() ->
              other.transaction(
                  "hold",
                  h -> {
                    int none = h.execute("delete from bots where 1 = 0");
                    locked.countDown();
                    awaitUninterruptibly(refused);
                    return none;
                  }));
      locked.await();
      assertThatExceptionOfType(TransactionException.class)
          .isThrownBy(() -> addBot(database, 6))
          .havingRootCause()
          .withMessageContaining("SQLITE_BUSY");
      refused.countDown();
      assertThat(holder.join()).isZero();

      assertThatIllegalStateException()
          .isThrownBy(() ->
              database.transaction(
                  "fail",
                  h -> {
                    int _ = h.execute("insert into bots values (7, 0, 0)");
                    throw new IllegalStateException("expected by the test");
                  }));
      assertThat(bots(other)).isZero();
      int _ =
          database.transaction(
              "good",
              h -> {
                h.afterCommit(() -> committed.add("told"));
                return h.execute("insert into bots values (8, 0, 0)");
              });
      assertThat(bots(other)).isEqualTo(1);
      assertThat(committed).containsExactly("told");
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void rollsBackWhenTheWorkThrows() {
    try (Database database = writer()) {
      List<String> committed = new ArrayList<>();
      RuntimeException failure = new IllegalArgumentException("expected by the test");
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() ->
              database.transaction(
                  "test",
                  h -> {
                    h.afterCommit(() -> committed.add("told"));
                    int _ = h.execute("insert into bots values (1, 0, 0)");
                    throw failure;
                  }))
          .isSameAs(failure)
          .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("asked for here: test"));
      assertThat(bots(database)).isZero();
      assertThat(committed).isEmpty();
    }
  }

  @Test
  void aFailedStatementIsNamedWithoutWhatWasBoundToIt() {
    try (Database database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE)) {
      Exception e =
          catchException(() ->
              database.transaction(
                  "x",
                  h ->
                      h.createUpdate("insert into missing (a) values (:a)")
                          .bind("a", "what a user wrote")
                          .execute()));
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString())
          .contains("no such table: missing", "insert into missing (a) values (:a)")
          .doesNotContain("what a user wrote");
    }
  }

  @Test
  void refusesARowThatBelongsToNoJob() {
    try (Database database = writer()) {
      assertThatExceptionOfType(UnableToExecuteStatementException.class)
          .isThrownBy(() ->
              database.transaction(
                  "test", h -> h.execute("insert into deliveries values (1, 0, 1, 1)")))
          .withMessageContaining("FOREIGN KEY");
    }
  }

  @Test
  void readsBesideAWriterThatGoesOnWriting() throws Exception {
    try (Database writer = writer();
        Database reader = Database.openReader(file(), DatabaseObserver.NONE)) {
      int rows = 200;
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> {
            for (int i = 1; i <= rows; i++) {
              addBot(writer, i);
            }
          });
      int last = 0;
      while (!writing.isDone()) {
        int now = bots(reader);
        assertThat(now).isGreaterThanOrEqualTo(last);
        last = now;
      }
      writing.join();
      assertThat(bots(reader)).isEqualTo(rows);
    }
  }

  @Test
  void aReaderSurvivesTheRestartOfTheWriter() {
    Database first = writer();
    try (Database reader = Database.openReader(file(), DatabaseObserver.NONE)) {
      addBot(first, 1);
      first.close();
      assertThat(bots(reader)).isEqualTo(1);
      try (Database second = writer()) {
        addBot(second, 2);
        assertThat(bots(reader)).isEqualTo(2);
      }
    }
  }

  @Test
  void aReaderNeedsNoWriter() {
    try (Database database = writer()) {
      addBot(database, 1);
    }
    try (Database reader = Database.openReader(file(), DatabaseObserver.NONE)) {
      assertThat(bots(reader)).isEqualTo(1);
    }
  }

  @Test
  void aReaderCannotWrite() {
    writer().close();
    try (Database reader = Database.openReader(file(), DatabaseObserver.NONE)) {
      assertThatExceptionOfType(UnableToExecuteStatementException.class)
          .isThrownBy(() -> addBot(reader, 1))
          .withMessageContaining("SQLITE_READONLY");
    }
  }

  @Test
  void aReaderOfAMissingDatabaseSaysSoAndCreatesNothing() throws IOException {
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> Database.openReader(file(), DatabaseObserver.NONE))
        .withMessage("the database does not exist yet; the bot creates it when it starts");
    assertThat(names()).isEmpty();
  }

  @Test
  void aReaderOfAnEmptyFileSaysThatThereAreNoTables() throws IOException {
    Files.createFile(file());
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> Database.openReader(file(), DatabaseObserver.NONE))
        .withMessage("the database has no tables yet; the bot creates them when it starts");
  }

  @Test
  void aReaderOfAHistoryWithoutAnEntrySaysThatThereAreNoTables() {
    try (Database database = writer()) {
      int _ = database.transaction("test", h -> h.execute("delete from flyway_schema_history"));
    }
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> Database.openReader(file(), DatabaseObserver.NONE))
        .withMessage("the database has no tables yet; the bot creates them when it starts");
  }

  @Test
  void neitherReaderNorWriterOpensANewerSchema() {
    try (Database database = writer()) {
      int _ =
          database.transaction(
              "test",
              h ->
                  h.execute(
                      """
                      insert into flyway_schema_history
                      select installed_rank + 1, '%1$d', description, type, 'V%1$d__x.sql', checksum,
                        installed_by, installed_on, execution_time, success
                      from flyway_schema_history order by installed_rank desc limit 1
                      """
                          .formatted(Schema.VERSION + 1)));
    }
    String message =
        "the database has schema version %d, this build reads %d; run bot and exporter of the same release"
            .formatted(Schema.VERSION + 1, Schema.VERSION);
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> Database.openReader(file(), DatabaseObserver.NONE))
        .withMessage(message);
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(this::writer)
        .withMessage(message);
  }

  @Test
  void aDamagedFileIsNamedAsSuchWithoutItsPath() throws IOException {
    Files.writeString(
        file(), "this is not a database at all, but long enough to be one".repeat(99));
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> Database.openReader(file(), DatabaseObserver.NONE))
        .withMessage("the database cannot be read: SQLITE_NOTADB");
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(this::writer)
        .withMessage("the database cannot be created or brought up to date: SQLITE_NOTADB");
  }

  @Test
  void aFolderInPlaceOfTheFileIsRefused() throws IOException {
    Files.createDirectory(file());
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(this::writer)
        .withMessageStartingWith("the database cannot be created or brought up to date: SQLITE_");
  }

  @Test
  void aClosedDatabaseSaysThatItIsClosed() {
    Database database = writer();
    database.close();
    database.close();
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> bots(database))
        .withMessage("the database is closed");
  }

  @Test
  void closingWaitsForTheTransactionsThatWereAskedFor() throws Exception {
    Database database = writer();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Integer> slow =
        CompletableFuture.supplyAsync(() ->
            database.transaction(
                "slow",
                h -> {
                  inside.countDown();
                  awaitQuietly(goOn);
                  return h.execute("insert into bots values (1, 0, 0)");
                }));
    inside.await();
    Thread closing = Thread.ofVirtual().start(database::close);
    goOn.countDown();
    closing.join();
    assertThat(slow.join()).isEqualTo(1);
    assertThat(names()).containsExactly("v.db");
  }

  @Test
  void refusesATransactionInsideATransactionInsteadOfWaitingForItself() {
    try (Database database = writer()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> database.transaction("outer", _ -> bots(database)))
          .withMessage(
              "count was asked for inside another transaction, for whose end it would wait; use the handle there");
    }
  }

  @Test
  void tellsItsObserverOfEveryTransaction() {
    List<String> seen = new CopyOnWriteArrayList<>();
    DatabaseObserver observer =
        new DatabaseObserver() {
          @Override
          public void finished(String operation, Duration took) {
            seen.add(operation + (took.isNegative() ? " before it began" : " finished"));
          }

          @Override
          public void failed(String operation, Exception cause) {
            seen.add(operation + " failed: " + cause.getMessage());
          }
        };
    try (Database database = Database.openWriter(file(), observer)) {
      assertThat(bots(database)).isZero();
      assertThatIllegalStateException()
          .isThrownBy(() ->
              database.transaction(
                  "bad",
                  _ -> {
                    throw new IllegalStateException("expected by the test");
                  }));
    }
    assertThat(seen).containsExactly("count finished", "bad failed: expected by the test");
  }

  @Test
  void leavesNoCopyOfTheNativeLibraryBehind() throws IOException {
    writer().close();
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      String own = System.getProperty("org.sqlite.tmpdir");
      assertThat(own).contains("voice2text-sqlite");
      assertThat(files.map(Path::toString).toList()).doesNotContain(own);
    }
    assertThat(names()).containsExactly("v.db");
  }

  private Path file() {
    return folder.resolve("v.db");
  }

  private Database writer() {
    return Database.openWriter(file(), DatabaseObserver.NONE);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private static List<String> tables(Database database) {
    return database.transaction(
        "tables",
        h ->
            h.createQuery(
                    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
                .mapTo(String.class)
                .list());
  }

  private static void addBot(Database database, long id) {
    int _ = database.transaction("add", h -> h.execute("insert into bots values (?, 0, 0)", id));
  }

  private static int bots(Database database) {
    return database.transaction(
        "count", h -> h.createQuery("select count(*) from bots").mapTo(Integer.class).one());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
