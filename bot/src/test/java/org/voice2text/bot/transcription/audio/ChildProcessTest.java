package org.voice2text.bot.transcription.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  @TempDir private Path folder;

  @Test
  void keepsOurSecretsFromPrograms() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of("BOT_TOKEN", "t", "OPENAI_API_KEY", "k", "PATH", "/bin", "HTTP_PROXY", "p"));

    ChildProcess.removeSecrets(environment);

    assertThat(environment).containsOnlyKeys("PATH", "HTTP_PROXY");
  }

  @Test
  void findsProgramsByNameAndByPath() throws Exception {
    Path text = Files.createFile(folder.resolve("text"));

    assertThat(ChildProcess.isInstalled("sh")).isTrue();
    assertThat(ChildProcess.isInstalled("/bin/sh")).isTrue();
    assertThat(ChildProcess.isInstalled("no-such-program")).isFalse();
    assertThat(ChildProcess.isInstalled(text.toString())).isFalse();
    assertThat(ChildProcess.isInstalled(folder.toString())).isFalse();
    assertThat(ChildProcess.isInstalled("\0")).isFalse();
  }
}
