package org.voice2text.bot.transcription.engine;

import java.util.ArrayList;
import java.util.List;

/// Splits a command as a simple shell would: at white space, with single quotes, double quotes and
/// backslashes, and without variables, wildcards or pipes.
final class CommandLine {
  private CommandLine() {}

  /// @throws IllegalArgumentException if a quote is not closed or nothing is there
  static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean escapes = c == '\\' && quote != '\'' && i + 1 < line.length();
      if (escapes) {
        i++;
        word.append(line.charAt(i));
        inWord = true;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        inWord = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote %c is not closed".formatted(quote));
    }
    if (inWord) {
      words.add(word.toString());
    }
    if (words.isEmpty()) {
      throw new IllegalArgumentException("it names no program");
    }
    return List.copyOf(words);
  }
}
