package org.voice2text.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.voice2text.monitoring.dashboard.Dashboards;

/// Writes the generated part of the monitoring configuration anew, into the folder that is its one
/// argument. What is there must equal it: a test compares.
public final class Generate {

  private Generate() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    for (GeneratedFile file : files()) {
      Path path = folder.resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.content());
    }
  }

  /// Each file once.
  static List<GeneratedFile> files() {
    return Dashboards.files();
  }
}
