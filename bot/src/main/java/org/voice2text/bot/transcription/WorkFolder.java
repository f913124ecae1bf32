package org.voice2text.bot.transcription;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/// A folder for the audio of one job, gone with everything in it when the job is done. What a
/// killed process left is removed when its job is taken up again. Confined to its job's thread.
final class WorkFolder implements AutoCloseable {
  private static final String PREFIX = "job-";

  private final Path path;

  private WorkFolder(Path path) {
    this.path = path;
  }

  static WorkFolder create(Path parent, long jobId) throws IOException {
    Path path = parent.resolve(PREFIX + jobId);
    delete(path);
    Files.createDirectories(path);
    return new WorkFolder(path);
  }

  /// Removes the folders of jobs that nobody will take up again.
  static void removeAllBut(Path parent, LongPredicate isOpen) throws IOException {
    if (!Files.isDirectory(parent)) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        String id = folder.getFileName().toString().substring(PREFIX.length());
        if (!id.matches("\\d{1,18}") || !isOpen.test(Long.parseLong(id))) {
          delete(folder);
        }
      }
    }
  }

  Path path() {
    return path;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : paths) {
      Files.deleteIfExists(each);
    }
  }

  @Override
  public void close() throws IOException {
    delete(path);
  }
}
