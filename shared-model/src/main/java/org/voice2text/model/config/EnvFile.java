package org.voice2text.model.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads an env file as Docker Compose does, so that one file means the same to both: a value may
/// stand in quotes, and without them ends before a ` #`, where a comment begins.
final class EnvFile {
  private static final Pattern QUOTED = Pattern.compile("([\"'])(.*?)\\1(\\s+#.*)?");
  private static final Pattern COMMENT = Pattern.compile("(^|\\s+)#.*");

  private EnvFile() {}

  /// @param problems are told what cannot be read
  /// @return values by name; none if there is no such file
  static Map<String, String> read(Path file, List<String> problems) {
    Map<String, String> given = new TreeMap<>();
    if (!Files.isRegularFile(file)) {
      return given;
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      problems.add(
          "%s: cannot be read (%s); it must be UTF-8 text"
              .formatted(file, e.getClass().getSimpleName()));
      return given;
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1) {
        // The line itself is not shown: it may be a secret that lost its name.
        problems.add(
            "%s, line %d: must be NAME=value, or a comment that starts with #"
                .formatted(file, i + 1));
        continue;
      }
      given.put(line.substring(0, equals).strip(), value(line.substring(equals + 1).strip()));
    }
    return given;
  }

  private static String value(String text) {
    Matcher quoted = QUOTED.matcher(text);
    return quoted.matches() ? quoted.group(2) : COMMENT.matcher(text).replaceFirst("");
  }
}
