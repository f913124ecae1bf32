package org.voice2text.bot.export;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.voice2text.bot.transcription.engine.Segment;

/// What goes into a file.
///
/// @param title its heading, one line
/// @param text paragraphs, separated by line breaks
/// @param segments the same text with its times; empty when the engine told none
/// @param audio length of the recording; zero when unknown
/// @param timecodes whether the times are shown, where the format leaves that open
public record Document(
    String title, String text, List<Segment> segments, Duration audio, boolean timecodes) {
  public Document {
    segments = List.copyOf(segments);
  }

  /// One paragraph.
  ///
  /// @param time when it was said, such as `1:02:03`; empty when that is not shown
  record Paragraph(String time, String text) {}

  /// What a text file shows, one paragraph after the other.
  List<Paragraph> paragraphs() {
    Stream<Paragraph> all =
        timecodes && !segments.isEmpty()
            ? segments.stream().map(s -> new Paragraph(clock(s.start()), oneLine(s.text())))
            : text.lines().map(line -> new Paragraph("", oneLine(line)));
    return all.filter(p -> !p.text().isEmpty()).toList();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String clock(Duration time) {
    return time.toHours() > 0
        ? "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : "%d:%02d".formatted(time.toMinutesPart(), time.toSecondsPart());
  }

  /// Without what was said.
  @Override
  public String toString() {
    return "Document[%d characters]".formatted(text.length());
  }
}
