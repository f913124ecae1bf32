package org.voice2text.bot.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LiveSpoolTest {
  @TempDir Path folder;

  /// A process of its own, which keeps a session until it is killed: file locks belong to
  /// processes.
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      LiveSpool spool = LiveSpool.open(Path.of(args[0]), "child");
      spool.keep(new byte[] {1});
      System.out.println("ready");
      int _ = System.in.read();
    }
  }

  @Test
  void theSpoolOfALiveProcessIsItsOwnUntilItIsKilled() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (LiveSpool mine = LiveSpool.open(folder, "mine")) {
      assertThat(child.inputReader().readLine()).isEqualTo("ready");
      assertThat(mine.orphans()).isEmpty();
      assertThat(names()).contains("child.frames", "child.lock");
      child.destroyForcibly();
      int _ = child.waitFor();
      assertThat(mine.orphans()).containsExactly(folder.resolve("child.frames"));
      LiveSpool.remove(folder.resolve("child.frames"));
      assertThat(names()).containsExactly("mine.lock");
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void keepsTheNewestFramesOnly() throws Exception {
    try (LiveSpool spool = LiveSpool.open(folder, "a")) {
      spool.keep(new byte[] {1, 2, 3});
      spool.keep(new byte[] {4});
      assertThat(folder.resolve("a.frames")).hasBinaryContent(new byte[] {4});
      assertThat(names()).containsExactly("a.frames", "a.lock");
      spool.drop();
      spool.drop();
      assertThat(names()).containsExactly("a.lock");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void removesWhatASessionLeftThatLeftNothing() throws Exception {
    Files.createFile(folder.resolve("gone.lock"));
    try (LiveSpool spool = LiveSpool.open(folder, "a")) {
      assertThat(spool.orphans()).isEmpty();
      assertThat(names()).containsExactly("a.lock");
    }
  }

  @Test
  void whatIsKeptStaysWhenTheSessionEnds() throws Exception {
    try (LiveSpool spool = LiveSpool.open(folder, "a")) {
      spool.keep(new byte[] {1});
    }
    assertThat(names()).containsExactly("a.frames", "a.lock");
    try (LiveSpool next = LiveSpool.open(folder, "b")) {
      assertThat(next.orphans()).containsExactly(folder.resolve("a.frames"));
    }
  }

  @Test
  void anotherSessionOfThisProcessIsNoOrphan() throws Exception {
    try (LiveSpool one = LiveSpool.open(folder, "one");
        LiveSpool other = LiveSpool.open(folder, "other")) {
      one.keep(new byte[] {1});
      assertThat(other.orphans()).isEmpty();
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
