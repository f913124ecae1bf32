package org.voice2text.monitoring.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voice2text.monitoring.rules.Alert;
import org.voice2text.monitoring.rules.Alerts;

/// The chapters of `docs/runbooks.md`, each below a heading that is an alert's name. Immutable.
///
/// @param introduction what stands before the first of them
/// @param chapters Markdown by the name of the alert
record RunbookChapters(String introduction, Map<String, String> chapters) {
  private static final Pattern HEADING = Pattern.compile("(?m)^##? (.+)$");
  private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\(([^)]+)\\)");

  RunbookChapters {
    chapters = Map.copyOf(chapters);
  }

  static RunbookChapters read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  static RunbookChapters parse(String markdown) {
    Map<String, String> found = new LinkedHashMap<>();
    Matcher heading = HEADING.matcher(markdown);
    int end = 0;
    String title = "";
    while (heading.find()) {
      found.put(title, text(markdown.substring(end, heading.start())));
      title = heading.group(1).strip();
      end = heading.end();
    }
    found.put(title, text(markdown.substring(end)));
    return new RunbookChapters(found.getOrDefault("Runbooks", ""), found);
  }

  /// Links to other chapters lead to their panels; links to other files lead nowhere in Grafana, so
  /// that their words alone are left.
  private static String text(String chapter) {
    return LINK.matcher(chapter)
        .replaceAll(link -> {
          String words = link.group(1);
          return Matcher.quoteReplacement(
              Alerts.all().stream()
                  .filter(alert -> link.group(2).equals("#" + alert.anchor()))
                  .findFirst()
                  .map(alert -> "[%s](%s)".formatted(words, RunbookLink.to(alert.name())))
                  .orElse(words));
        })
        .strip();
  }

  /// @throws IllegalArgumentException if nobody wrote it
  String of(Alert alert) {
    String chapter = chapters.get(alert.name());
    if (chapter == null) {
      throw new IllegalArgumentException(
          "docs/runbooks.md: there is no chapter ## %s; write one".formatted(alert.name()));
    }
    return chapter;
  }
}
