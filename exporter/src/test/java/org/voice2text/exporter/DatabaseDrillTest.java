package org.voice2text.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.exporter.live.TestBot;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// The whole program beside a database that cannot be used: everything else is served, the log says
/// once what is wrong, and the answer tells nothing of it but that a collector is down.
@Timeout(120)
@Tag("slow")
class DatabaseDrillTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void createFolder() throws IOException {
    file = Files.createDirectory(folder.resolve("data")).resolve("voice2text.db");
  }

  @Test
  void aMissingDatabase() throws Exception {
    drill("the database does not exist yet; the bot creates it when it starts");
  }

  @Test
  void aFileThatIsNoDatabase() throws Exception {
    Files.writeString(file, "This is no database. ".repeat(500));
    drill("the database cannot be read: SQLITE_NOTADB");
  }

  @Test
  void aDamagedDatabase() throws Exception {
    Database.openWriter(file, DatabaseObserver.NONE).close();
    try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
      damaged.seek(4_096);
      damaged.write(new byte[(int) damaged.length() - 4_096]);
    }
    drill("the database cannot be read: SQLITE_CORRUPT");
  }

  @Test
  void aDatabaseOfAnotherRelease() throws Exception {
    Database.openWriter(file, DatabaseObserver.NONE).close();
    run("insert into flyway_schema_history values (99, '99', 'x', 'SQL', 'x', 0, 'x', 'x', 0, 1)");
    drill("the database has schema version 99,");
  }

  @Test
  void aLockedDatabase() throws Exception {
    Database.openWriter(file, DatabaseObserver.NONE).close();
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      boolean _ = statement.execute("pragma locking_mode = exclusive");
      boolean _ = statement.execute("begin exclusive");
      drill("the database cannot be read: SQLITE_BUSY");
    }
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      boolean _ = statement.execute(sql);
    }
  }

  /// @param reason what the log says of each of the two collectors that read the database
  private void drill(String reason) throws Exception {
    try (ExporterProcess exporter =
        ExporterProcess.start(folder, Map.of("BUSINESS_REFRESH", "1s"))) {
      URI metrics = exporter.awaitReady();
      try (TestBot bot =
          new TestBot(LiveAddress.parse(folder.resolve("data/live.sock").toString()), "a")) {
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> {
              bot.push();
              return count(exporter.errors(), reason) >= 2
                  && ExporterProcess.get(metrics).contains("\nbot_health 1.0\n");
            });
        for (int i = 0; i < 3; i++) {
          String answer = ExporterProcess.get(metrics);
          assertThat(answer)
              .contains("exporter_collector_up{collector=\"business\"} 0.0\n")
              .contains("exporter_collector_up{collector=\"user_activity\"} 0.0\n")
              .contains("exporter_collector_up{collector=\"live\"} 1.0\n")
              .contains("\nbot_operations_total 0.0\n", "\njvm_threads_current{")
              .doesNotContain("Exception", "SQLITE", "\tat ", "bot_users_total");
        }
      }
      assertThat(exporter.stop()).isZero();
      assertThat(lines(exporter.errors(), "-refresh "))
          .hasSize(2)
          .allMatch(l -> l.contains(reason));
      assertThat(exporter.errors()).doesNotContain("\tat ");
    }
  }

  private static List<String> lines(String log, String of) {
    return log.lines().filter(line -> line.contains(of)).toList();
  }

  private static long count(String log, String of) {
    return lines(log, of).size();
  }
}
