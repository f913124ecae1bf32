package org.voice2text.monitoring.dashboard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

  public static List<GeneratedFile> files() {
    return all().stream().map(Dashboards::file).toList();
  }

  /// The one with the runbooks.
  ///
  /// @param chapters the file `docs/runbooks.md`
  public static GeneratedFile runbooks(Path chapters) throws IOException {
    return file(RunbookPanels.dashboard(RunbookChapters.read(chapters)));
  }

  private static GeneratedFile file(Dashboard dashboard) {
    return new GeneratedFile(FOLDER + dashboard.file() + ".json", DashboardJson.of(dashboard));
  }
}
