package org.voice2text.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Prometheus's own checker of metrics.
final class Promtool {
  private static final Path PROGRAM = Path.of("/usr/bin/promtool");

  private Promtool() {}

  /// What it has to say against an answer in the text format. Without the program, the calling test
  /// is left out with a message; in CI it fails.
  static List<String> complaints(String text) throws IOException, InterruptedException {
    if (!Files.isExecutable(PROGRAM)) {
      if ("true".equals(System.getenv("CI"))) {
        fail("promtool is missing; CI needs it");
      }
      assumeTrue(false, "promtool is missing: its check is left out");
    }
    Process check =
        new ProcessBuilder(PROGRAM.toString(), "check", "metrics")
            .redirectErrorStream(true)
            .start();
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              try (var in = check.getOutputStream()) {
                in.write(text.getBytes(StandardCharsets.UTF_8));
              } catch (IOException _) {
                // It ended before it had read everything, and says why.
              }
            });
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor(10, TimeUnit.SECONDS)).isTrue();
    writer.join();
    return said.strip().lines().toList();
  }
}
