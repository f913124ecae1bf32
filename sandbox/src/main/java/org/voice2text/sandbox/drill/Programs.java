package org.voice2text.sandbox.drill;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Programs that a machine may lack.
final class Programs {
  private Programs() {}

  /// Those that cannot be found, of the named ones.
  static List<String> missing(String... names) {
    String path = System.getenv("PATH");
    List<String> folders = Arrays.asList((path == null ? "/usr/bin:/bin" : path).split(":", -1));
    return Arrays.stream(names)
        .filter(name -> folders.stream().noneMatch(f -> Files.isExecutable(Path.of(f, name))))
        .toList();
  }
}
