package org.voice2text.exporter.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The forms in which Linux tells numbers in small files.
final class KernelFile {
  private static final Pattern SEPARATOR = Pattern.compile("[:\\s]+");

  private KernelFile() {}

  /// Lines such as `MemTotal: 1024 kB` or `inactive_file 4096`; other lines are left out.
  static Map<String, Long> values(Path file) throws IOException {
    Map<String, Long> values = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] words = SEPARATOR.split(line, 3);
      if (words.length >= 2) {
        number(words[1]).ifPresent(value -> values.put(words[0], value));
      }
    }
    return values;
  }

  /// A file with one number; empty if it is missing or says `max`.
  static OptionalLong number(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? number(Files.readString(file).strip())
        : OptionalLong.empty();
  }

  private static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
