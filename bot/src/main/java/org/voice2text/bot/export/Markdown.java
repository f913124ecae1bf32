package org.voice2text.bot.export;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A transcript as CommonMark. What was said stays text: nothing in it becomes markup.
final class Markdown {
  private static final Pattern ANYWHERE = Pattern.compile("[\\\\`*_\\[\\]<>&|~]");

  /// What begins a heading, a list or a quotation.
  private static final Pattern AT_START = Pattern.compile("^([#+=-]|(\\d{1,9})([.)]))");

  private Markdown() {}

  static String of(Document document) {
    return "# "
        + escape(document.title())
        + "\n\n"
        + document.paragraphs().stream()
            .map(p -> (p.time().isEmpty() ? "" : "**" + p.time() + "** ") + escape(p.text()) + "\n")
            .collect(Collectors.joining("\n"));
  }

  private static String escape(String text) {
    String escaped = ANYWHERE.matcher(text).replaceAll("\\\\$0");
    return AT_START
        .matcher(escaped)
        .replaceFirst(
            m -> m.group(2) == null ? "\\\\" + m.group() : m.group(2) + "\\\\" + m.group(3));
  }
}
