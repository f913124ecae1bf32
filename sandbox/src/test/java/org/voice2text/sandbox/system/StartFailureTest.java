package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.sandbox.stage.AppProcess;

/// What cannot start says why in words, and ends with the code that scripts rely on.
@Tag("system")
final class StartFailureTest {
  @TempDir private Path folder;

  @Test
  void refusesABadConfigurationWithAllItsProblems() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene
          .stage
          .with("BOT_TOKEN", "no-token")
          .with("WORKERS", "none")
          .with("TRANSCRIPTION_ENGINES", "siri")
          .with("BOT_HTTP_PROT", "8080");
      try (AppProcess bot = scene.stage.bot()) {
        assertThat(bot.awaitEnd()).isEqualTo(2);
        assertThat(bot.output())
            .contains("The configuration has 4 problems:")
            .contains("BOT_TOKEN, entry 1: must look like")
            .contains("TRANSCRIPTION_ENGINES: siri is no engine; use openai, whisper, command")
            .contains("WORKERS=none: must be a whole number")
            .contains("BOT_HTTP_PROT: is not a setting; did you mean BOT_HTTP_PORT?")
            .doesNotContain("no-token")
            .doesNotContain("Exception");
      }
    }
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    try (Scene scene = new Scene(folder)) {
      int taken = scene.sandbox.uri().getPort();
      scene
          .stage
          .with("BOT_HTTP_PORT", Integer.toString(taken))
          .with("METRICS_PORT", Integer.toString(taken));
      try (AppProcess bot = scene.stage.bot();
          AppProcess exporter = scene.stage.exporter()) {
        assertThat(bot.awaitEnd()).isEqualTo(3);
        assertThat(bot.output()).contains("BOT_HTTP_PORT=" + taken);
        assertThat(exporter.awaitEnd()).isEqualTo(3);
        assertThat(exporter.output()).contains("METRICS_PORT=" + taken);
      }
    }
  }

  @Test
  void saysThatTheDatabaseCannotBeOpened() throws Exception {
    try (Scene scene = new Scene(folder)) {
      Files.createDirectories(scene.stage.data());
      Files.writeString(
          scene.stage.database(), "this is not a database, but a text of some length".repeat(50));
      try (AppProcess bot = scene.stage.bot()) {
        assertThat(bot.awaitEnd()).isEqualTo(3);
        assertThat(bot.output())
            .contains("DATABASE_PATH=data/voice2text.db")
            .contains("SQLITE_NOTADB");
      }
    }
  }
}
