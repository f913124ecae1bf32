package org.voice2text.monitoring.dashboard;

import java.util.List;

/// The dashboard that one opens first.
final class Operations {

  private Operations() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "voice2text-operations",
        "operations",
        "Operations",
        "Does the bot work, what broke, where is it slow. Closed rows hold the details.",
        "now-6h",
        "30s",
        List.of(Variable.PROMETHEUS, Variable.PROVIDER, Variable.MODEL),
        List.of(Annotation.ALERTS, Annotation.RESTARTS, Annotation.DEPLOYMENTS),
        List.of(
            Glance.row(),
            WatchRows.versions(),
            TranscriptionRows.asAlertsSeeIt(),
            TranscriptionRows.speech(),
            TranscriptionRows.queue(),
            TranscriptionRows.language(),
            TelegramRows.telegram(),
            TelegramRows.calls(),
            ErrorRows.errors(),
            ErrorRows.store(),
            ErrorRows.server(),
            WatchRows.watching(),
            WatchRows.custom()));
  }
}
