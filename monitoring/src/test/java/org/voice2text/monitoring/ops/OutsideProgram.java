package org.voice2text.monitoring.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program that is no part of the project. Without it, the calling test is left out with a
/// message; in CI it fails.
final class OutsideProgram {
  private final Path program;

  private OutsideProgram(Path program) {
    this.program = program;
  }

  /// @param code with which it ended
  /// @param said both streams together
  record Outcome(int code, String said) {}

  static OutsideProgram find(String name) {
    Path found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    if (found == null && "true".equals(System.getenv("CI"))) {
      fail("%s is missing; CI needs it", name);
    }
    assumeTrue(found != null, name + " is missing: its check is left out");
    return new OutsideProgram(found);
  }

  /// Where it is.
  @Override
  public String toString() {
    return program.toString();
  }

  /// @param environment all that it gets beside a PATH
  Outcome run(Map<String, String> environment, Path folder, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), said);
  }
}
