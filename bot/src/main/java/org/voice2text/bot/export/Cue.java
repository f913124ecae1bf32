package org.voice2text.bot.export;

import java.text.BreakIterator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.voice2text.bot.transcription.engine.Segment;

/// One subtitle, short enough to be read while it is shown.
///
/// @param end after `start`
record Cue(Duration start, Duration end, List<String> lines) {
  /// Common practice: two lines of 42 characters.
  static final int LINE = 42;

  static final int LINES = 2;

  /// About as fast as people speak.
  private static final double CHARACTERS_PER_SECOND = 15;

  private static final Duration SHORTEST = Duration.ofMillis(1);

  /// The cues of a document, in order, none overlapping the next.
  static List<Cue> of(Document document) {
    List<Cue> cues = new ArrayList<>();
    Duration free = Duration.ZERO;
    for (Segment segment : segments(document)) {
      Duration start = max(segment.start(), free);
      Duration end = max(segment.end(), start.plus(SHORTEST));
      List<Cue> split = split(start, end, segment.text());
      cues.addAll(split);
      free = split.isEmpty() ? free : split.getLast().end();
    }
    return cues;
  }

  /// Without times of the engine the text is spread over the recording.
  private static List<Segment> segments(Document document) {
    if (!document.segments().isEmpty()) {
      return document.segments();
    }
    String text = document.text().strip();
    if (text.isEmpty()) {
      return List.of();
    }
    Duration spoken =
        document.audio().isZero()
            ? Duration.ofMillis(Math.round(text.length() / CHARACTERS_PER_SECOND * 1000))
            : document.audio();
    return List.of(new Segment(Duration.ZERO, spoken, text));
  }

  /// Shares the time of a segment among its cues by their length.
  private static List<Cue> split(Duration start, Duration end, String text) {
    List<String> lines = wrap(text);
    long all = Math.max(1, lines.stream().mapToLong(String::length).sum());
    List<Cue> cues = new ArrayList<>();
    long done = 0;
    Duration from = start;
    for (int i = 0; i < lines.size(); i += LINES) {
      List<String> shown = lines.subList(i, Math.min(lines.size(), i + LINES));
      done += shown.stream().mapToLong(String::length).sum();
      Duration share = Duration.ofMillis(end.minus(start).toMillis() * done / all);
      Duration to = max(start.plus(share), from.plus(SHORTEST));
      cues.add(new Cue(from, to, List.copyOf(shown)));
      from = to;
    }
    return cues;
  }

  /// Lines that break between words where there are any.
  private static List<String> wrap(String text) {
    String flat = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
    breaks.setText(flat);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
      String word = flat.substring(from, to);
      if (!line.isEmpty() && line.length() + word.strip().length() > LINE) {
        lines.add(line.toString().strip());
        line.setLength(0);
      }
      line.append(word);
    }
    if (!line.toString().isBlank()) {
      lines.add(line.toString().strip());
    }
    return lines;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
