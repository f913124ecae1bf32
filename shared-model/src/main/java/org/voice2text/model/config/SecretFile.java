package org.voice2text.model.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// A secret that is not the value of its setting but stands in a file, which the value names:
/// `file:/run/secrets/bot_token`. So it is in no environment, where other programs of the same user
/// and the container engine would show it.
final class SecretFile {
  private static final String PREFIX = "file:";

  /// More is no secret but the wrong file.
  private static final int MOST_BYTES = 64 << 10;

  private SecretFile() {}

  /// Whether the value is the name of a file, and may be shown.
  static boolean isNamedBy(String value) {
    return value.startsWith(PREFIX);
  }

  /// The only line of the file that the value names.
  ///
  /// @throws IllegalArgumentException whose message is the rule that the file breaks
  static String read(String value) {
    String text = content(value.substring(PREFIX.length()).strip()).strip();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the file is empty; it must hold the secret");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("the file must hold one line of text, the secret");
    }
    return text;
  }

  private static String content(String name) {
    try {
      Path file = Path.of(name);
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException(
            Files.exists(file) ? "that is no file" : "there is no such file");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException("the file must hold one line of text, the secret");
      }
      return Files.readString(file);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("must be a file path after " + PREFIX, e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the file cannot be read (%s); it must be UTF-8 text that this user may read"
              .formatted(e.getClass().getSimpleName()),
          e);
    }
  }
}
