package org.voice2text.sandbox.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.voice2text.monitoring.GeneratedFile;
import org.voice2text.monitoring.rules.Pace;
import org.voice2text.monitoring.rules.RuleFiles;

/// The configuration of Prometheus and Alertmanager for a drill: the project's own rules and routes
/// with all times divided. Only times and addresses differ.
final class MonitoringFiles {
  private MonitoringFiles() {}

  static void write(Path folder, int factor, AlertInbox inbox) throws IOException {
    for (GeneratedFile file : RuleFiles.all(new Pace(factor))) {
      Path path = folder.resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.content());
    }
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
