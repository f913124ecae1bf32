package org.voice2text.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.StartupException;

@Timeout(60)
@Tag("slow")
class ApplicationTest {
  @TempDir Path folder;

  /// A process of its own: what it does is its first argument.
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      Application.run(application -> run(application, args[0]));
    }

    private static void run(Application application, String what) throws Exception {
      switch (what) {
        case "wait" -> {
          try (AutoCloseable _ = () -> System.out.println("closed")) {
            System.out.println("ready");
            application.awaitStop();
            System.out.println("asked");
          }
        }
        case "end" -> System.out.println("done");
        case "startup" ->
            throw new StartupException(
                ExitCode.CANNOT_OPEN, "PORT=1 is taken", new IOException("the cause"));
        case "failure" -> throw new IllegalStateException("boom");
        case "error" -> throw new StackOverflowError("deep");
        default -> throw new IllegalArgumentException(what);
      }
    }
  }

  @Test
  void sigtermClosesEverythingAndExitsWithZero() throws Exception {
    Process process = start("wait");
    BufferedReader out = process.inputReader();
    assertThat(out.readLine()).isEqualTo("ready");
    process.toHandle().destroy();
    assertThat(out.lines()).containsExactly("asked", "closed");
    assertThat(exitCode(process)).isZero();
    assertThat(errors()).isEmpty();
  }

  @Test
  void exitsWithZeroWhenItsWorkIsDone() throws Exception {
    Process process = start("end");
    assertThat(process.inputReader().lines()).containsExactly("done");
    assertThat(exitCode(process)).isZero();
  }

  @Test
  void aFailureToStartShowsOnlyItsMessage() throws Exception {
    assertThat(exitCode(start("startup"))).isEqualTo(3);
    assertThat(errors()).isEqualTo("PORT=1 is taken\n");
  }

  @Test
  void anyOtherFailureExitsWithOneAndALog() throws Exception {
    Process process = start("failure");
    assertThat(output(process))
        .contains("The process ends because of a failure that nothing handled", "boom");
    assertThat(exitCode(process)).isEqualTo(1);
  }

  /// Uncaught, it would leave the shutdown hook waiting for an end that never comes.
  @Test
  void anErrorOfTheJvmExitsWithOneAtOnce() throws Exception {
    long start = System.nanoTime();
    Process process = start("error");
    assertThat(output(process)).contains("StackOverflowError: deep");
    assertThat(exitCode(process)).isEqualTo(1);
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(14);
  }

  private Process start(String what) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Child.class.getName(),
            what)
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  /// The log, which the tests' own configuration writes to standard output.
  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("err"), StandardCharsets.UTF_8);
  }

  private static int exitCode(Process process) throws InterruptedException {
    try {
      return process.waitFor(50, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } finally {
      process.destroyForcibly();
    }
  }
}
