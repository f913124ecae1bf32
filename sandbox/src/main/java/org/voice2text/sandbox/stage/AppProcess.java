package org.voice2text.sandbox.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One real process under our eyes: started, watched by what it prints, stopped, killed, frozen.
/// Thread-safe.
public final class AppProcess implements AutoCloseable {
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private final String name;
  private final Process process;
  private final Path output;

  private AppProcess(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
  }

  /// @param environment what the process gets beside a plain PATH; nothing of ours leaks into it
  /// @param output gets what the process prints, both streams
  public static AppProcess start(
      String name, List<String> command, Map<String, String> environment, Path folder, Path output)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    String path = System.getenv("PATH");
    builder.environment().clear();
    builder.environment().put("PATH", path == null ? "/usr/bin:/bin" : path);
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    builder.environment().putAll(environment);
    return new AppProcess(name, builder.start(), output);
  }

  /// Waits for a line such as `Bot: http://…` and gives what follows the name.
  ///
  /// @throws IllegalStateException with what the process printed, if it ends before or takes too
  ///   long
  public String awaitLine(String prefix, Duration timeout) throws InterruptedException {
    return await(Pattern.compile("(?m)^" + Pattern.quote(prefix) + " (\\S+)\\R"), timeout);
  }

  /// Waits until the output has what the pattern describes, and gives its first group.
  ///
  /// @throws IllegalStateException with what the process printed, if it ends before or takes too
  ///   long
  public String await(Pattern pattern, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      boolean ended = !process.isAlive();
      Matcher matcher = pattern.matcher(output());
      if (matcher.find()) {
        return matcher.group(1);
      }
      if (ended || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%s did not print \"%s\" %s:\n%s"
                .formatted(name, pattern, ended ? "before it ended" : "in time", output()));
      }
      boolean _ = process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /// All that the process has printed.
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// SIGKILL: the process gets no chance to do anything.
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    int _ = process.waitFor();
  }

  /// SIGTERM.
  ///
  /// @return the exit code
  public int terminate() throws InterruptedException {
    return terminate(STOP_DEADLINE);
  }

  /// SIGTERM to a process that has much to write at its end.
  ///
  /// @return the exit code
  public int terminate(Duration patience) throws InterruptedException {
    process.destroy();
    return awaitEnd(patience);
  }

  /// @return the exit code of a process that ends by itself or was told to
  public int awaitEnd() throws InterruptedException {
    return awaitEnd(STOP_DEADLINE);
  }

  private int awaitEnd(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(
          "%s did not end within %d s:\n%s".formatted(name, patience.toSeconds(), output()));
    }
    return process.exitValue();
  }

  /// SIGSTOP: the process stands still and its sockets stay open.
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /// SIGCONT.
  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("kill -%s %s ended with %d".formatted(signal, name, code));
    }
  }

  /// Ends the process if it still runs.
  @Override
  public void close() {
    process.destroyForcibly();
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        int _ = process.waitFor();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
