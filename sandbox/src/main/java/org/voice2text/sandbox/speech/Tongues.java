package org.voice2text.sandbox.speech;

import java.util.Map;

/// Names of languages the way OpenAI's answers have them.
final class Tongues {
  private static final Map<String, String> NAMES =
      Map.of(
          "en", "english",
          "ru", "russian",
          "de", "german",
          "fr", "french",
          "es", "spanish",
          "it", "italian",
          "uk", "ukrainian",
          "tr", "turkish");

  private Tongues() {}

  /// What was asked for; else what the letters look like.
  static String of(String asked, String text) {
    if (asked.isEmpty() || asked.equals("auto")) {
      boolean cyrillic =
          text.codePoints()
              .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.CYRILLIC);
      return cyrillic ? "russian" : "english";
    }
    return NAMES.getOrDefault(asked, asked);
  }
}
