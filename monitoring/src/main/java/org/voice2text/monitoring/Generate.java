package org.voice2text.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.voice2text.monitoring.dashboard.Dashboards;
import org.voice2text.monitoring.rules.AlertmanagerFiles;
import org.voice2text.monitoring.rules.GrafanaAlertFiles;
import org.voice2text.monitoring.rules.Pace;
import org.voice2text.monitoring.rules.RuleFiles;
import org.voice2text.monitoring.rules.cases.CaseFiles;

/// Writes the generated part of the monitoring configuration anew, into the folder that is its last
/// argument. What is there must equal it: a test compares.
///
/// `Generate --drill 60 FOLDER` writes a copy of Prometheus's rules for a drill instead, in which
/// time passes 60 times as fast: ranges, `for`, intervals and ages alone differ, and no range is
/// shorter than four scrapes at one scrape a second. With 15 s / 60 the scrape interval is 1 s.
public final class Generate {
  private static final String DRILL = "--drill";

  private Generate() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 3 && args[0].equals(DRILL)) {
      write(RuleFiles.all(new Pace(Integer.parseInt(args[1]))), Path.of(args[2]));
    } else if (args.length == 1 && !args[0].startsWith("-")) {
      Path folder = Path.of(args[0]);
      write(files(), folder);
      write(List.of(runbooks(folder)), folder);
    } else {
      throw new IllegalArgumentException("Usage: Generate [--drill FACTOR] FOLDER");
    }
  }

  private static void write(List<GeneratedFile> files, Path folder) throws IOException {
    for (GeneratedFile file : files) {
      Path path = folder.resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.content());
    }
  }

  /// Each file once, but for the one that is made of a file.
  static List<GeneratedFile> files() {
    return Stream.of(
            RuleFiles.all(Pace.REAL),
            CaseFiles.all(),
            AlertmanagerFiles.shipped(),
            GrafanaAlertFiles.all(),
            Dashboards.files())
        .flatMap(List::stream)
        .toList();
  }

  /// The dashboard of the runbooks.
  ///
  /// @param folder of the module; beside it lies `docs`
  static GeneratedFile runbooks(Path folder) throws IOException {
    return Dashboards.runbooks(
        folder.toAbsolutePath().normalize().resolveSibling("docs/runbooks.md"));
  }
}
