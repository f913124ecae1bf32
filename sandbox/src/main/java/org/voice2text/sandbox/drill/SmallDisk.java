package org.voice2text.sandbox.drill;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// A file system that is quickly full. Only root may make one.
final class SmallDisk {
  private static final int MEGABYTES = 64;

  /// Enough that the bot, whose files grow meanwhile, goes on working.
  private static final int LEFT_MEGABYTES = 4;

  private SmallDisk() {}

  /// @return unmounts it
  /// @throws Scenario.NotPossible if this process may not
  static AutoCloseable mount(Path folder)
      throws IOException, InterruptedException, Scenario.NotPossible {
    Files.createDirectories(folder);
    if (!run(
        "mount",
        "-t",
        "tmpfs",
        "-o",
        "size=%dm".formatted(MEGABYTES),
        "tmpfs",
        folder.toString())) {
      throw new Scenario.NotPossible("only root may mount the small file system that is filled");
    }
    return () -> {
      if (!run("umount", folder.toString()) && !run("umount", "--lazy", folder.toString())) {
        throw new IOException("%s cannot be unmounted: run umount by hand".formatted(folder));
      }
    };
  }

  /// @return frees the room again
  static AutoCloseable fill(Path folder) throws IOException {
    Path file = folder.resolve("filler");
    byte[] megabyte = new byte[1 << 20];
    Arrays.fill(megabyte, (byte) 1);
    try (OutputStream out = Files.newOutputStream(file)) {
      while (Files.getFileStore(folder).getUsableSpace() > (long) LEFT_MEGABYTES << 20) {
        out.write(megabyte);
      }
    }
    return () -> Files.delete(file);
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
