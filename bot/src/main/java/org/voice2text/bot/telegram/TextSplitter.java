package org.voice2text.bot.telegram;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.voice2text.bot.telegram.FormattedText.Span;

/// Cuts a long text into parts that fit a message. The parts joined are the text.
public final class TextSplitter {
  /// Longer than any character of several units, such as a family of four.
  private static final int LOOK_AHEAD = 64;

  private TextSplitter() {}

  /// Cuts where it hurts least: after a paragraph, else a line, a sentence, a word, a character.
  ///
  /// @param max length of a part in UTF-16 units, at least 2
  public static List<String> split(String text, int max) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (text.length() - start > max) {
      int end = start + cut(text, start, max);
      parts.add(text.substring(start, end));
      start = end;
    }
    if (start < text.length() || parts.isEmpty()) {
      parts.add(text.substring(start));
    }
    return parts;
  }

  /// The end of a text, from the beginning of a word.
  ///
  /// @param max length in UTF-16 units, at least 2
  public static String tail(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int from = text.length() - max + 1;
    int space = text.indexOf(' ', from);
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int wanted = space >= 0 && space - from < max / 2 ? space + 1 : from;
    int start = characters.isBoundary(wanted) ? wanted : characters.following(wanted);
    return "…" + text.substring(start);
  }

  /// The beginning of a text, up to the end of a word.
  ///
  /// @param max length in UTF-16 units, at least 3
  public static String head(String text, int max) {
    return text.length() <= max
        ? text
        : text.substring(0, cut(text, 0, max - 1)).stripTrailing() + "…";
  }

  /// Cuts a formatted text in the same way; a formatting that reaches over a cut goes on in the
  /// next part.
  public static List<FormattedText> split(FormattedText text, int max) {
    List<FormattedText> parts = new ArrayList<>();
    int start = 0;
    for (String part : split(text.text(), max)) {
      parts.add(new FormattedText(part, spans(text, start, start + part.length())));
      start += part.length();
    }
    return parts;
  }

  private static List<Span> spans(FormattedText text, int start, int end) {
    List<Span> spans = new ArrayList<>();
    for (Span span : text.spans()) {
      int from = Math.max(start, span.offset());
      int to = Math.min(end, span.offset() + span.length());
      if (from < to) {
        spans.add(new Span(span.type(), from - start, to - from));
      }
    }
    return spans;
  }

  /// How long the part that begins here is to be: to a good place in the second half of what fits,
  /// or to any that breaks no character.
  private static int cut(String text, int start, int max) {
    // What follows decides whether the end of the window is a boundary itself.
    String beyond = text.substring(start, Math.min(text.length(), start + max + LOOK_AHEAD));
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    // A mark over a space or over nothing belongs to what is before it.
    int whole = lastBoundary(characters, beyond, goodPlace(beyond, max));
    if (whole > 0) {
      return whole;
    }
    int character = lastBoundary(characters, beyond, max);
    if (character > 0) {
      return character;
    }
    return Character.isHighSurrogate(beyond.charAt(max - 1)) ? max - 1 : max;
  }

  /// After a paragraph, else a line, a sentence, a word, in the second half of what fits; or all
  /// that fits.
  private static int goodPlace(String beyond, int max) {
    String window = beyond.substring(0, max);
    int half = max / 2;
    int paragraph = window.lastIndexOf("\n\n");
    if (paragraph > half) {
      return paragraph + 2;
    }
    int line = window.lastIndexOf('\n');
    if (line > half) {
      return line + 1;
    }
    int sentence = lastBoundary(BreakIterator.getSentenceInstance(Locale.ROOT), beyond, max);
    if (sentence > half) {
      return sentence;
    }
    int word = window.lastIndexOf(' ');
    return word > half ? word + 1 : max;
  }

  private static int lastBoundary(BreakIterator iterator, String text, int max) {
    iterator.setText(text);
    int boundary = iterator.isBoundary(max) ? max : iterator.preceding(max);
    return boundary == BreakIterator.DONE ? 0 : boundary;
  }
}
