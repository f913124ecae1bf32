package org.voice2text.monitoring.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What in an alert's text is known only when it fires.
final class Placeholders {
  private static final Pattern NAME = Pattern.compile("\\{(\\w+)\\}");

  private Placeholders() {}

  /// @param value in place of `{value}`
  /// @param label in place of any other name, with `%s` for the name
  static String fill(String text, String value, String label) {
    return NAME.matcher(text)
        .replaceAll(found -> {
          String name = found.group(1);
          return Matcher.quoteReplacement(name.equals("value") ? value : label.formatted(name));
        });
  }
}
