package org.voice2text.monitoring.dashboard;

import java.util.List;
import org.voice2text.monitoring.GeneratedFile;

/// Every dashboard, once.
public final class Dashboards {
  private static final String FOLDER = "grafana/dashboards/";

  private Dashboards() {}

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
    return all().stream()
        .map(
            dashboard ->
                new GeneratedFile(
                    FOLDER + dashboard.file() + ".json", DashboardJson.of(dashboard)))
        .toList();
  }
}
