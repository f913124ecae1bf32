package org.voice2text.model.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.sqlite.SQLiteJDBCLoader;

/// Loads SQLite's native library without leaving a copy behind. The driver unpacks it into a folder
/// and deletes it when the JVM ends, which a killed JVM does not do; once loaded, the file is not
/// needed any more.
final class NativeLibrary {
  private static boolean loaded;

  private NativeLibrary() {}

  static synchronized void load() {
    if (loaded) {
      return;
    }
    try {
      Path folder = Files.createTempDirectory("voice2text-sqlite");
      try {
        System.setProperty("org.sqlite.tmpdir", folder.toString());
        SQLiteJDBCLoader.initialize();
        loaded = true;
      } finally {
        deleteAll(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The temporary folder cannot be written; SQLite's library is unpacked there", e);
    } catch (Exception e) {
      throw new IllegalStateException(
          "SQLite's native library cannot be loaded on this machine", e);
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
