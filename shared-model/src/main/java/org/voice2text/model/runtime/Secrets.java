package org.voice2text.model.runtime;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Masks secrets in text that leaves the process: the values of secret settings, and anything that
/// looks like a bot token, which is part of every Bot API URL. Thread-safe.
public final class Secrets {
  public static final String MASK = "***";
  private static final Pattern BOT_TOKEN = Pattern.compile("\\d{3,}:[A-Za-z0-9_-]{10,}");
  private static volatile List<String> values = List.of();

  private Secrets() {}

  /// Sets the values to be masked, as they are and as JSON writes them; called once, as soon as the
  /// settings are read. They are static because the logging framework builds its own parts.
  public static void set(List<String> secrets) {
    values =
        secrets.stream()
            .flatMap(Secrets::spellings)
            .distinct()
            // The longest first: a secret may begin with another one.
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /// JSON may put a backslash before a slash too, as the log does.
  private static Stream<String> spellings(String secret) {
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(secret));
    return Stream.of(secret, quoted, quoted.replace("/", "\\/"));
  }

  public static String mask(String text) {
    String masked = text;
    for (String value : values) {
      masked = masked.replace(value, MASK);
    }
    // Cheap test first: this runs for every log line.
    return masked.indexOf(':') < 0 ? masked : BOT_TOKEN.matcher(masked).replaceAll(MASK);
  }
}
