package org.voice2text.bot.transcription.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.voice2text.model.config.Setting;

/// Runs a program without a shell, with nothing on its standard input and without our secrets in
/// its environment. When [#run] returns or throws, its whole process tree has ended or been killed;
/// only what it has detached from itself on purpose escapes. Thread-safe.
public final class ChildProcess {
  private static final int ERROR_TAIL = 2_000;
  private static final int BLOCK = 8_192;

  /// Takes standard output, block by block, on another thread than the caller's.
  public interface Output {
    /// @return false to have the program killed
    boolean accept(byte[] bytes, int count);
  }

  /// How a program ended.
  ///
  /// @param stopped whether the taker of the output had it killed
  /// @param errors the end of its standard error, at most 2000 bytes
  public record Result(int exitCode, boolean stopped, String errors) {}

  private ChildProcess() {}

  /// Whether a program of this name, or at this path, can be started.
  public static boolean isInstalled(String program) {
    try {
      if (program.contains("/")) {
        return isExecutable(Path.of(program));
      }
      String path = System.getenv().getOrDefault("PATH", "");
      return Arrays.stream(path.split(":", -1))
          .anyMatch(folder -> isExecutable(Path.of(folder, program)));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean isExecutable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  /// @throws IOException if the program cannot be started
  /// @throws TimeoutException if it has not ended, or not closed its output, within the deadline
  public static Result run(List<String> command, Duration deadline, Output output)
      throws IOException, InterruptedException, TimeoutException {
    ProcessBuilder builder = new ProcessBuilder(command);
    removeSecrets(builder.environment());
    long end = System.nanoTime() + deadline.toNanos();
    Process process = builder.start();
    var tail = new Tail();
    var stopped = new AtomicBoolean();
    Output stopping =
        (bytes, count) -> {
          if (!output.accept(bytes, count)) {
            stopped.set(true);
            killTree(process);
            return false;
          }
          return true;
        };
    try (var out = new Pump(process.getInputStream(), stopping, "output of " + command.getFirst());
        var err = new Pump(process.getErrorStream(), tail, "errors of " + command.getFirst())) {
      process.getOutputStream().close();
      boolean ended =
          process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)
              && out.awaitEnd(end)
              && err.awaitEnd(end);
      if (!ended && !stopped.get()) {
        throw new TimeoutException(
            "The program did not end within %d ms".formatted(deadline.toMillis()));
      }
      return new Result(ended ? process.exitValue() : -1, stopped.get(), tail.text());
    } finally {
      killTree(process);
    }
  }

  static void removeSecrets(Map<String, String> environment) {
    for (Setting setting : Setting.values()) {
      if (setting.kind() == Setting.Kind.SECRET) {
        environment.remove(setting.name());
      }
    }
  }

  /// The parent first, so that it starts nothing more.
  private static void killTree(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    for (ProcessHandle child : children) {
      child.descendants().forEach(ProcessHandle::destroyForcibly);
      child.destroyForcibly();
    }
  }

  /// Reads a pipe on a platform thread of its own: such a read holds its carrier and knows no
  /// interrupt. Once closed it gives nothing more to its output, even if an escaped grandchild
  /// keeps the pipe open.
  private static final class Pump implements AutoCloseable {
    private final InputStream in;
    private final Output output;
    private final Thread thread;
    private boolean closed;

    Pump(InputStream in, Output output, String name) {
      this.in = in;
      this.output = output;
      thread = Thread.ofPlatform().daemon().name(name).start(this::pump);
    }

    private void pump() {
      byte[] block = new byte[BLOCK];
      try {
        int count = in.read(block);
        while (count >= 0 && give(block, count)) {
          count = in.read(block);
        }
      } catch (IOException _) {
        // The pipe broke because the program was killed: its exit code tells what there is to know.
      }
    }

    private synchronized boolean give(byte[] block, int count) {
      return !closed && output.accept(block, count);
    }

    boolean awaitEnd(long end) throws InterruptedException {
      return thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }

    @Override
    public void close() {
      synchronized (this) {
        closed = true;
      }
    }
  }

  /// The end of a text of any length.
  private static final class Tail implements Output {
    private byte[] bytes = new byte[0];

    @Override
    public synchronized boolean accept(byte[] block, int count) {
      byte[] joined = Arrays.copyOf(bytes, bytes.length + count);
      System.arraycopy(block, 0, joined, bytes.length, count);
      bytes = Arrays.copyOfRange(joined, Math.max(0, joined.length - ERROR_TAIL), joined.length);
      return true;
    }

    synchronized String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
