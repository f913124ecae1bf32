package org.voice2text.monitoring.dashboard;

/// Where the runbook of an alert is read: in Grafana itself, since the project's documentation has
/// no address of its own.
final class RunbookLink {
  static final String DASHBOARD = "voice2text-runbooks";

  private RunbookLink() {}

  static String to(String alert) {
    return "/d/%s?viewPanel=panel-%d".formatted(DASHBOARD, RunbookPanels.id(alert));
  }
}
