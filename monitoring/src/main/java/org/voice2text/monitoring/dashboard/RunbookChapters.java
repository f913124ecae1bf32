package org.voice2text.monitoring.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the chapters of `docs/runbooks.md`: each begins with a heading that is an alert's name.
final class RunbookChapters {
  private static final Pattern CHAPTER =
      Pattern.compile(
          "^##+ (\\w+)\\s*\\n(.*?)(?=^##? |^### [A-Z]\\w+\\n|\\z)",
          Pattern.MULTILINE | Pattern.DOTALL);

  private RunbookChapters() {}

  /// The text below each heading, by heading.
  static Map<String, String> read(Path file) throws IOException {
    Map<String, String> chapters = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return chapters;
    }
    Matcher chapter = CHAPTER.matcher(Files.readString(file));
    while (chapter.find()) {
      chapters.put(chapter.group(1), chapter.group(2).strip());
    }
    return chapters;
  }
}
