package org.voice2text.monitoring.dashboard;

import static org.voice2text.monitoring.dashboard.PanelBuilder.text;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.voice2text.monitoring.rules.Alert;
import org.voice2text.monitoring.rules.Alerts;
import org.voice2text.monitoring.rules.Pace;

/// The runbooks as a dashboard, a panel for each alert, so that they can be read where the alert is
/// seen, with nothing else at hand.
final class RunbookPanels {
  /// The heading of the only row comes first.
  private static final int FIRST_ID = 2;

  private RunbookPanels() {}

  /// The id of the panel of an alert.
  static int id(String alert) {
    return FIRST_ID + Alerts.all().indexOf(Limit.find(alert));
  }

  /// @param chapters of `docs/runbooks.md`, by alert
  static Dashboard dashboard(Map<String, String> chapters) {
    Row row =
        new Row(
            "Alerts",
            true,
            Alerts.all().stream().map(alert -> panel(alert, chapters).build()).toList());
    return new Dashboard(
        RunbookLink.DASHBOARD,
        "runbooks",
        "Runbooks",
        "What each alert means, how to look, what to do: docs/runbooks.md.",
        "now-6h",
        "",
        List.of(),
        List.of(),
        List.of(row));
  }

  private static PanelBuilder panel(Alert alert, Map<String, String> chapters) {
    String markdown =
        """
        **%s** (%s)

        %s

        ```
        %s
        ```
        """
            .formatted(
                alert.name(),
                alert.severity().label(),
                chapters.getOrDefault(alert.name(), alert.summary()),
                alert.expression().promql(Pace.REAL));
    int height = 3 + (int) Stream.of(markdown.split("\n", -1)).count() * 2 / 3;
    return text(alert.name(), alert.summary(), markdown)
        .size(Layout.WIDTH, Math.min(height, 20))
        .runbook(alert.name());
  }
}
