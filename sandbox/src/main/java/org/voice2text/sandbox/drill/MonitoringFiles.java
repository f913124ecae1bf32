package org.voice2text.sandbox.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The configuration of Prometheus and Alertmanager for a drill: the project's own rules and routes
/// with all times divided. Only times and addresses differ.
final class MonitoringFiles {
  private MonitoringFiles() {}

  static void write(Path folder, int factor, AlertInbox inbox) throws IOException {
    Files.writeString(
        folder.resolve("alerts.rules.yml"),
        """
        groups:
          - name: drill
            rules:
              - alert: BotDown
                expr: bot_health == 0 or absent(bot_health)
                for: 2s
                labels: {severity: critical}
              - alert: ExporterDown
                expr: up{job="exporter"} == 0
                for: 2s
                labels: {severity: critical}
              - alert: TranscriptionFailures
                expr: sum(increase(transcription_requests_total{status="error"}[15s])) / sum(increase(transcription_requests_total{status=~"error|success"}[15s])) > 0.2 and sum(increase(transcription_requests_total[15s])) >= 5
                labels: {severity: critical}
              - alert: QueueOverflow
                expr: transcription_queue_size / transcription_queue_capacity > 0.8
                for: 5s
                labels: {severity: critical}
        """);
    Files.writeString(
        folder.resolve("alertmanager.yml"),
        """
        route:
          receiver: telegram
          group_by: [alertname]
          group_wait: 1s
          group_interval: 2s
          repeat_interval: 1h
        inhibit_rules: []
        receivers:
          - name: telegram
            telegram_configs:
              - bot_token: "%s"
                api_url: %s
                chat_id: %d
                parse_mode: ""
                send_resolved: true
        """
            .formatted(AlertInbox.TOKEN, inbox.apiUrl(), inbox.chatId()));
  }
}
