package org.voice2text.bot.export;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Subtitles: SubRip as players read it, and WebVTT as the W3C describes it.
final class Subtitles {
  private Subtitles() {}

  static String srt(Document document) {
    StringBuilder out = new StringBuilder();
    List<Cue> cues = Cue.of(document);
    for (int i = 0; i < cues.size(); i++) {
      Cue cue = cues.get(i);
      out.append(i + 1)
          .append('\n')
          .append(time(cue.start(), ','))
          .append(" --> ")
          .append(time(cue.end(), ','))
          .append('\n');
      // An arrow in the text would look like the times of another cue.
      cue.lines().forEach(line -> out.append(line.replace("-->", "→")).append('\n'));
      out.append('\n');
    }
    return out.toString();
  }

  static String vtt(Document document) {
    return "WEBVTT\n\n"
        + Cue.of(document).stream()
            .map(cue ->
                "%s --> %s\n%s\n"
                    .formatted(
                        time(cue.start(), '.'),
                        time(cue.end(), '.'),
                        cue.lines().stream()
                            .map(Subtitles::escape)
                            .collect(Collectors.joining("\n"))))
            .collect(Collectors.joining("\n"));
  }

  private static String escape(String line) {
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String time(Duration time, char separator) {
    return "%02d:%02d:%02d%c%03d"
        .formatted(
            time.toHours(),
            time.toMinutesPart(),
            time.toSecondsPart(),
            separator,
            time.toMillisPart());
  }
}
