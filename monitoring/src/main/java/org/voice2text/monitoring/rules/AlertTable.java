package org.voice2text.monitoring.rules;

import java.util.stream.Collectors;

/// The alerts for readers, in Markdown.
public final class AlertTable {
  private static final String HEAD =
      """
      | alert | severity | says | silenced by |
      |---|---|---|---|
      """;

  private AlertTable() {}

  /// What stands in `docs/alerts.md`.
  public static String markdown() {
    return Alerts.all().stream().map(AlertTable::row).collect(Collectors.joining("", HEAD, ""));
  }

  private static String row(Alert alert) {
    String says = Placeholders.fill(alert.summary() + " " + alert.description(), "…", "(%s)");
    String silencedBy = alert.silencedBy().isEmpty() ? "–" : String.join(", ", alert.silencedBy());
    return "| [%s](runbooks.md#%s) | %s | %s | %s |\n"
        .formatted(alert.name(), alert.anchor(), alert.severity().label(), says, silencedBy);
  }
}
