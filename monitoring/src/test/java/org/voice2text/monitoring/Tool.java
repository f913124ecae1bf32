package org.voice2text.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program of Prometheus's or Alertmanager's project. Without it the calling test is left out
/// with a message; in CI it fails.
public enum Tool {
  PROMTOOL("promtool"),
  AMTOOL("amtool"),
  ALERTMANAGER("prometheus-alertmanager");

  private static final long PATIENCE_SECONDS = 180;

  private final Path program;

  Tool(String name) {
    program = Path.of("/usr/bin", name);
  }

  /// Where it is.
  public String path() {
    if (!Files.isExecutable(program)) {
      if ("true".equals(System.getenv("CI"))) {
        fail("%s is missing; CI needs it", program);
      }
      assumeTrue(false, program + " is missing: its check is left out");
    }
    return program.toString();
  }

  /// Lets it check something that is right.
  ///
  /// @return what it says
  public String passes(Path folder, String... arguments) throws IOException, InterruptedException {
    return ends(true, folder, arguments);
  }

  /// Lets it check something that is wrong.
  ///
  /// @return what it says
  public String refuses(Path folder, String... arguments) throws IOException, InterruptedException {
    return ends(false, folder, arguments);
  }

  private String ends(boolean well, Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(path()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue() == 0).as(said).isEqualTo(well);
    return said;
  }
}
