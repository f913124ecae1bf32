package org.voice2text.bot.telegram;

import java.util.List;
import java.util.stream.Stream;

/// Text with formatting laid over it. Formatting is data, never markup inside the text: a
/// transcript can hold any character and stays what was said.
///
/// @param spans in UTF-16 units, as the Bot API counts
public record FormattedText(String text, List<Span> spans) {
  /// The longest text of one message, in UTF-16 units.
  public static final int MAX_LENGTH = 4096;

  public FormattedText {
    spans = List.copyOf(spans);
  }

  /// A stretch of formatted text.
  ///
  /// @param type in the Bot API's words, such as `bold`
  public record Span(String type, int offset, int length) {}

  public static FormattedText plain(String text) {
    return new FormattedText(text, List.of());
  }

  /// The same, of which only the first lines are shown until its reader unfolds it.
  public FormattedText folded() {
    int length = text.stripTrailing().length();
    return length == 0
        ? this
        : new FormattedText(
            text,
            Stream.concat(Stream.of(new Span("expandable_blockquote", 0, length)), spans.stream())
                .toList());
  }

  /// A text whose first line is bold.
  public static FormattedText titled(String text) {
    int end = text.indexOf('\n');
    return new FormattedText(text, List.of(new Span("bold", 0, end < 0 ? text.length() : end)));
  }
}
