package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.model.config.Setting;
import org.voice2text.model.config.Settings;

/// What `make run` decides by must be what the processes read.
@Timeout(60)
class RunScriptTest {
  private static final Path SCRIPT = Path.of("run.sh").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void readsTheEnvFileAsTheProcessesDo() throws Exception {
    Path env =
        Files.writeString(
            folder.resolve(".env"),
            """
            # BOT_TOKEN=1:commented-out
              BOT_TOKEN = 1:with-spaces
            OPENAI_API_KEY="in quotes # no comment"  # a comment
            OPENAI_BASE_URL=http://127.0.0.1:1/v1#part # a comment
            LLM_MODEL= # nothing
            LLM_API_KEY='first'
            LLM_API_KEY='last'
            SENTRY_ENVIRONMENT="it's
            """);
    Settings read = Settings.parse(Setting.Program.BOT, Map.of(), env);
    for (Setting setting :
        List.of(
            Setting.BOT_TOKEN,
            Setting.OPENAI_API_KEY,
            Setting.LLM_MODEL,
            Setting.LLM_API_KEY,
            Setting.SENTRY_ENVIRONMENT)) {
      assertThat(setting(setting.name()))
          .as(setting.name())
          .isEqualTo(read.text(setting).orElse(""));
    }
    assertThat(setting("OPENAI_BASE_URL"))
        .isEqualTo(read.url(Setting.OPENAI_BASE_URL).orElseThrow().toString());
    assertThat(setting("SENTRY_DSN")).isEmpty();
  }

  private String setting(String name) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash",
            "-c",
            "eval \"$(sed -n '/^setting()/,/^}/p' '%s')\"; setting %s".formatted(SCRIPT, name));
    builder.environment().keySet().removeIf(n -> n.equals(name));
    Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return out.strip();
  }
}
