package org.voice2text.monitoring.dashboard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.voice2text.monitoring.GeneratedFile;

/// Every dashboard, once.
public final class Dashboards {
  private static final String FOLDER = "grafana/dashboards/";

  private Dashboards() {}

  /// Those with queries.
  static List<Dashboard> all() {
    return List.of(
        Operations.dashboard(),
        Business.dashboard(),
        ServiceLevels.dashboard(),
        Cost.dashboard(),
        Host.dashboard(),
        Logs.dashboard(),
        Containers.dashboard(),
        LongTerm.dashboard());
  }

  /// @param runbooks the file `docs/runbooks.md`
  public static List<GeneratedFile> files(Path runbooks) throws IOException {
    Dashboard texts = RunbookPanels.dashboard(RunbookChapters.read(runbooks));
    return Stream.concat(all().stream(), Stream.of(texts)).map(Dashboards::file).toList();
  }

  private static GeneratedFile file(Dashboard dashboard) {
    return new GeneratedFile(FOLDER + dashboard.file() + ".json", DashboardJson.of(dashboard));
  }
}
