package org.voice2text.model.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `.env.example` is written from the settings. After a change to them, run this test with
/// `-Dupdate=true` and look at what it wrote.
class EnvExampleTest {
  private static final Path FILE = root().resolve(".env.example");
  private static final int WIDTH = 100;

  @Test
  void describesEverySetting() throws IOException {
    String expected = generate();
    if (Boolean.getBoolean("update")) {
      Files.writeString(FILE, expected);
      throw new AssertionError("%s is written anew: run the test again".formatted(FILE));
    }
    assertThat(FILE).as("run this test with -Dupdate=true to write it").hasContent(expected);
  }

  /// Uncommented as it stands, the file must change nothing.
  @Test
  void holdsValuesThatCanBeRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve(".env");
    Files.writeString(
        file,
        String.join(
            "\n",
            Files.readAllLines(FILE).stream()
                .map(line -> line.matches("#[A-Z_]+=.*") ? line.substring(1) : line)
                .toList()));
    for (Setting.Program program : Setting.Program.values()) {
      assertThat(Settings.parse(program, Map.of(), file))
          .hasToString(Settings.parse(program, Map.of(), folder.resolve("none")).toString());
    }
  }

  private static String generate() {
    StringBuilder out =
        new StringBuilder(
            """
            # Settings of Voice2Text. Copy this file to .env and take the # away where you want another value;
            # the values shown are the defaults. A variable of the environment wins over this file. A token, key,
            # password, secret or DSN may stand in a file of its own: BOT_TOKEN=file:/run/secrets/bot_token.
            """);
    for (Setting setting : Setting.values()) {
      out.append('\n');
      wrap(setting.meaning()).forEach(line -> out.append("# ").append(line).append('\n'));
      String value = setting.defaultValue() == null ? "" : setting.defaultValue();
      out.append("#%s=%s%n".formatted(setting, value));
    }
    return out.toString();
  }

  private static List<String> wrap(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : Arrays.asList(text.split(" ", -1))) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("Makefile"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
