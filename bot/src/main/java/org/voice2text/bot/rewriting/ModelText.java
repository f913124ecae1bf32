package org.voice2text.bot.rewriting;

import java.util.regex.Pattern;

/// Takes away what language models put around a text that was asked for alone.
final class ModelText {
  /// What some models write while they think.
  private static final Pattern THOUGHTS = Pattern.compile("(?s)\\A\\s*<think>.*?</think>");

  private static final Pattern FENCE = Pattern.compile("(?s)\\A```[a-z]*\\R(?<text>.*?)\\R?```\\z");

  private ModelText() {}

  static String clean(String answer) {
    String text = THOUGHTS.matcher(answer).replaceFirst("").strip();
    var fence = FENCE.matcher(text);
    return fence.matches() ? fence.group("text").strip() : text;
  }
}
