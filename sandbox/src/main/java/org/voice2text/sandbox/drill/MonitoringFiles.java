package org.voice2text.sandbox.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.voice2text.monitoring.GeneratedFile;
import org.voice2text.monitoring.rules.AlertmanagerFiles;
import org.voice2text.monitoring.rules.Pace;
import org.voice2text.monitoring.rules.RuleFiles;

/// The configuration of Prometheus and Alertmanager for a drill: the project's own rules and routes
/// with all times divided. Only times and addresses differ.
final class MonitoringFiles {
  /// A day between two messages about what is worth knowing becomes two minutes.
  static final Pace ALERTMANAGER_PACE = new Pace(720);

  private MonitoringFiles() {}

  static void write(Path folder, int factor, AlertInbox inbox) throws IOException {
    List<GeneratedFile> files = new ArrayList<>(RuleFiles.all(new Pace(factor)));
    files.addAll(
        AlertmanagerFiles.pretended(
            ALERTMANAGER_PACE, inbox.apiUrl(), AlertInbox.TOKEN, inbox.chatId()));
    for (GeneratedFile file : files) {
      Path path = folder.resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.content());
    }
  }
}
