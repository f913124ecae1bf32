package org.voice2text.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What was deleted is in no file any more.
@Timeout(60)
@Tag("slow")
class ErasedDataTest {
  private static final String SECRET = "a-marked-word";
  private static final int ROWS = 300;

  @TempDir Path folder;

  @Test
  void deletedTextIsInNeitherFileNorLog() throws IOException {
    try (Database database = writer()) {
      write(database);
      assertThat(isThere()).isTrue();
      int _ =
          database.transaction(
              "test", h -> h.execute("delete from updates where update_id % 3 <> 0"));
      int _ =
          database.transaction(
              "test", h -> h.execute("update updates set body = null where update_id > 10"));
      int _ = database.transaction("test", h -> h.execute("delete from updates"));
      assertThat(isThere()).as("before the log is emptied").isTrue();

      assertThat(database.emptyLog("empty_log")).isTrue();

      assertThat(isThere()).isFalse();
      assertThat(Files.size(folder.resolve("v.db-wal"))).isZero();
      write(database);
      assertThat(isThere()).isTrue();
    }
  }

  @Test
  void whoReadsIsNotWaitedFor() throws Exception {
    CountDownLatch reads = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (Database database = writer();
        Database reader = Database.openReader(folder.resolve("v.db"), DatabaseObserver.NONE)) {
      CompletableFuture<Integer> reading =
          CompletableFuture.supplyAsync(() ->
              reader.transaction(
                  "read",
                  h -> {
                    int rows = count(h);
                    reads.countDown();
                    await(goOn);
                    return rows;
                  }));
      reads.await();
      write(database);

      long start = System.nanoTime();
      assertThat(database.emptyLog("empty_log")).isFalse();
      assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);

      goOn.countDown();
      assertThat(reading.join()).isZero();
      assertThat(database.emptyLog("empty_log")).isTrue();
      assertThat(database.transaction("test", ErasedDataTest::count)).isEqualTo(ROWS);
      assertThat(timeout(database)).as("others are waited for as before").isEqualTo(5_000);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int timeout(Database database) {
    return database.transaction(
        "test", h -> h.createQuery("pragma busy_timeout").mapTo(Integer.class).one());
  }

  private static int count(Handle handle) {
    return handle.createQuery("select count(*) from updates").mapTo(Integer.class).one();
  }

  /// Short texts, and some that need pages of their own.
  private static void write(Database database) {
    for (int i = 1; i <= ROWS; i++) {
      String body = SECRET + " ".repeat(i % 10 == 0 ? 20_000 : i) + SECRET;
      long id = i;
      int _ =
          database.transaction(
              "test", h -> h.execute("insert into updates values (1, ?, 0, ?, null)", id, body));
    }
  }

  private boolean isThere() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        // The reader's view of the log holds no text and may be mapped by another connection.
        if (!file.toString().endsWith("-shm")) {
          all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return all.indexOf(SECRET) >= 0;
  }

  private Database writer() {
    return Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE);
  }
}
