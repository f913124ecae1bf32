package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.sandbox.traffic.TrafficPlan;

/// The commands of docs/operations.md, while the bot writes.
@Tag("system")
final class BackupTest {
  private static final Path SQLITE3 = Path.of("/usr/bin/sqlite3");
  private static final String COUNT = "select count(*) from technical_events";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {".backup '%s'", "vacuum into '%s'"})
  void aBackupMadeMeanwhileIsWholeAndGoesOn(String command) throws Exception {
    Path backup = folder.resolve("backup.db");
    try (Scene scene = new Scene(folder)) {
      // Room for what the backup finds waiting.
      scene.stage.with("QUEUE_CAPACITY", "500");
      scene.startExporter();
      scene.startBot();
      scene.sandbox.traffic().start(TrafficPlan.of(5, 10));
      awaitEvents(scene, 50);
      assertThat(sqlite(scene.stage.database(), command.formatted(backup))).isEmpty();
      long saved = Long.parseLong(sqlite(backup, COUNT));
      assertThat(saved).isGreaterThanOrEqualTo(50);
      assertThat(sqlite(backup, "pragma integrity_check")).isEqualTo("ok");
      // The bot was not disturbed.
      awaitEvents(scene, saved + 50);
      scene.sandbox.traffic().stop();
      assertThat(scene.bot().terminate()).isZero();
      assertThat(scene.exporter().terminate()).isZero();

      restore(backup, scene.stage.database());
      scene.startExporter();
      scene.startBot();
      scene.sandbox.speech().answerWith("As if nothing had happened.");
      scene.speak("after the restore", 2);
      scene.awaitAnswer("As if nothing had happened.");
      assertThat(Long.parseLong(sqlite(scene.stage.database(), COUNT))).isGreaterThan(saved);
    }
  }

  /// What the bot wrote beside the file belongs to the file that goes.
  private static void restore(Path backup, Path database) throws IOException {
    for (String end : List.of("-wal", "-shm")) {
      Files.deleteIfExists(database.resolveSibling(database.getFileName() + end));
    }
    Files.move(backup, database, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void awaitEvents(Scene scene, long least) {
    scene.awaitUntil(
        least + " events", () -> Long.parseLong(sqlite(scene.stage.database(), COUNT)) >= least);
  }

  private static String sqlite(Path database, String command)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(SQLITE3)) {
      if ("true".equals(System.getenv("CI"))) {
        fail("sqlite3 is missing; CI needs it");
      }
      assumeTrue(false, "sqlite3 is missing: backups are not tried");
    }
    Process process =
        new ProcessBuilder(
                SQLITE3.toString(), "-cmd", ".timeout 10000", database.toString(), command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }
}
