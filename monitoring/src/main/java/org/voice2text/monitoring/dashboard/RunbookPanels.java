package org.voice2text.monitoring.dashboard;

import static org.voice2text.monitoring.dashboard.PanelBuilder.text;

import java.util.ArrayList;
import java.util.List;
import org.voice2text.monitoring.rules.Alert;
import org.voice2text.monitoring.rules.Alerts;
import org.voice2text.monitoring.rules.Pace;

/// The runbooks as a dashboard, a panel for each alert, so that they can be read where the alert is
/// seen, with nothing else at hand.
final class RunbookPanels {
  /// After the heading of the only row, and the introduction.
  private static final int FIRST_ID = 3;

  /// In units of the grid; a longer one can be scrolled.
  private static final int HIGHEST = 20;

  private RunbookPanels() {}

  /// The id of the panel of an alert.
  static int id(String alert) {
    return FIRST_ID + Alerts.all().indexOf(Limit.find(alert));
  }

  static Dashboard dashboard(RunbookChapters chapters) {
    List<Panel> panels = new ArrayList<>();
    panels.add(
        panel("First looks", "What helps with nearly every alert.", chapters.introduction())
            .runbook(Alerts.all().getFirst().name())
            .build());
    for (Alert alert : Alerts.all()) {
      panels.add(
          panel(alert.name(), alert.summary(), markdown(alert, chapters.of(alert)))
              .runbook(alert.name())
              .build());
    }
    return new Dashboard(
        RunbookLink.DASHBOARD,
        "runbooks",
        "Runbooks",
        "What each alert means, how to look, what to do: docs/runbooks.md.",
        "now-6h",
        "",
        List.of(),
        List.of(),
        List.of(new Row("Alerts", true, panels)));
  }

  private static String markdown(Alert alert, String chapter) {
    return """
    *%s*

    %s

    The condition:

    ```promql
    %s
    ```
    """
        .formatted(alert.severity().label(), chapter, alert.expression().promql(Pace.REAL).strip());
  }

  private static PanelBuilder panel(String title, String description, String markdown) {
    int lines = markdown.split("\n", -1).length;
    return text(title, description, markdown)
        .size(Layout.WIDTH, Math.min(3 + lines * 2 / 3, HIGHEST));
  }
}
