package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sandbox as a process of its own.
@Tag("slow")
class ProcessTest {
  @TempDir Path folder;

  private Process start(int port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Sandbox.class.getName()));
    builder.environment().put("SANDBOX_PORT", Integer.toString(port));
    return builder.directory(folder.toFile()).start();
  }

  @Test
  void saysWhereItListensAndStopsOnSigterm() throws Exception {
    Process process = start(0);
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).matches("Sandbox: http://127\\.0\\.0\\.1:\\d+/");
      process.destroy();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void endsWithThreeWhenThePortIsTaken() throws Exception {
    try (SandboxServer other = Sandbox.start(0)) {
      int port = other.uri().getPort();
      Process process = start(port);
      try (BufferedReader err = process.errorReader()) {
        assertThat(err.readAllAsString())
            .isEqualTo(
                "SANDBOX_PORT=%d: the port is taken; stop what listens there, or set another port\n"
                    .formatted(port));
        assertThat(process.waitFor()).isEqualTo(3);
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
