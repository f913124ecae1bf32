package org.voice2text.monitoring.dashboard;

/// Where the runbook of an alert is read.
final class RunbookLink {

  private RunbookLink() {}

  static String to(String alert) {
    return "/d/voice2text-runbooks?var-alert=" + alert;
  }
}
