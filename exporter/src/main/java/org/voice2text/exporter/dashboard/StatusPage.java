package org.voice2text.exporter.dashboard;

import java.util.stream.Collectors;
import org.voice2text.model.health.HealthReport;

/// The state of the exporter as a page without scripts.
final class StatusPage {
  private StatusPage() {}

  static String html(HealthReport report) {
    String rows =
        report.results().stream()
            .map(result ->
                "<tr><td>%s</td><td>%s</td><td>%s</td></tr>"
                    .formatted(
                        escape(result.name()),
                        result.finding().healthy() ? "healthy" : "not healthy",
                        escape(result.finding().message())))
            .collect(Collectors.joining("\n"));
    return """
    <!doctype html>
    <html lang="en">
    <head><meta charset="utf-8"><meta http-equiv="refresh" content="10"><title>Voice2Text</title></head>
    <body>
    <h1>Voice2Text: %s</h1>
    <table>
    <tr><th>Check</th><th>State</th><th>Message</th></tr>
    %s
    </table>
    </body>
    </html>
    """
        .formatted(report.status().name().toLowerCase(java.util.Locale.ROOT), rows);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
