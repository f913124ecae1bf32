package org.voice2text.bot.rewriting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.voice2text.bot.transcription.Transcript;
import org.voice2text.bot.transcription.engine.Segment;

/// When something was said, for people.
public final class Timecodes {
  /// A time for each breath would be in the reader's way.
  private static final Duration LINE = Duration.ofSeconds(20);

  private Timecodes() {}

  /// The transcript with a time before each line, such as `[1:05] …`.
  public static String text(Transcript transcript) {
    return lines(transcript.segments()).stream()
        .map(l -> "[%s] %s".formatted(l.time(), l.text()))
        .collect(Collectors.joining("\n"));
  }

  /// Stretches of some 20 s, each with the time at which it begins.
  static List<Piece.Line> lines(List<Segment> segments) {
    List<Piece.Line> lines = new ArrayList<>();
    List<Segment> line = new ArrayList<>();
    for (Segment segment : segments) {
      if (!line.isEmpty() && segment.end().minus(line.getFirst().start()).compareTo(LINE) > 0) {
        lines.add(line(line));
        line.clear();
      }
      line.add(segment);
    }
    if (!line.isEmpty()) {
      lines.add(line(line));
    }
    return lines;
  }

  private static Piece.Line line(List<Segment> segments) {
    return new Piece.Line(
        time(segments.getFirst().start()),
        segments.stream().map(Segment::text).collect(Collectors.joining(" ")));
  }

  private static String time(Duration time) {
    return time.toHours() > 0
        ? "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
