package org.voice2text.bot.transcription.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the folder `shared/samples`, which lies beside the project and is no part of it.
final class Samples {
  private Samples() {}

  static Optional<Path> find(String name) {
    return folder().map(folder -> folder.resolve(name)).filter(Files::isRegularFile);
  }

  static Optional<Path> folder() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path samples = at.resolve("shared").resolve("samples");
      if (Files.isDirectory(samples)) {
        return Optional.of(samples);
      }
    }
    return Optional.empty();
  }
}
