package org.voice2text.sandbox.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.voice2text.sandbox.stage.Stage;

/// Where a benchmark finds what it measures.
///
/// @param java the `java` program
/// @param project the project's folder, with the packaged jars
/// @param folder where databases, sockets and logs go
record BenchPlace(Path java, Path project, Path folder) {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");

  /// A stage for processes that need no outside world.
  Stage stage(String name) throws IOException {
    return new Stage(java, project, folder.resolve(name), NOBODY);
  }
}
