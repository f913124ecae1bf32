package org.voice2text.bot.transcription.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.transcription.audio.SoundLevels;

/// Tells speech from what engines make of silence: nothing, a remark such as `[BLANK_AUDIO]`, or
/// one sentence over and over.
final class Hearing {
  /// What work on this machine costs.
  static final OptionalLong FREE = OptionalLong.of(0);

  /// Nobody says the same in this many stretches in a row.
  private static final int REPETITIONS = 5;

  private static final Pattern REMARKS =
      Pattern.compile("\\[[^\\]]*]|\\([^)]*\\)|\\*[^*]*\\*|[♪♫\\p{Punct}\\p{IsPunctuation}\\s]");

  private static final Pattern SENTENCES = Pattern.compile("(?<=[.!?…])\\s+");

  private Hearing() {}

  static Recognition of(
      String text, List<Segment> segments, @Nullable String language, OptionalLong costMicros) {
    if (REMARKS.matcher(text).replaceAll("").isEmpty() || isRepetition(text, segments)) {
      return new Recognition.NoSpeech();
    }
    List<Segment> told = withoutRuns(segments);
    String kept = told.size() == segments.size() ? text : text(told);
    return new Recognition.Transcribed(kept.strip(), told, language, costMicros);
  }

  /// Drops what an engine has heard where there is nothing to hear.
  ///
  /// @param levels null when they are not known
  static Recognition withoutSilence(Recognition recognition, @Nullable SoundLevels levels) {
    if (levels == null || !(recognition instanceof Recognition.Transcribed heard)) {
      return recognition;
    }
    List<Segment> audible =
        heard.segments().stream().filter(s -> !levels.isSilent(s.start(), s.end())).toList();
    return audible.size() == heard.segments().size()
        ? recognition
        : of(text(audible), audible, heard.language(), heard.costMicros());
  }

  static String text(List<Segment> segments) {
    return segments.stream().map(Segment::text).collect(Collectors.joining(" "));
  }

  private static boolean isRepetition(String text, List<Segment> segments) {
    List<String> stretches =
        segments.isEmpty()
            ? Arrays.asList(SENTENCES.split(text.strip()))
            : segments.stream().map(Segment::text).toList();
    return stretches.size() >= REPETITIONS
        && stretches.stream().map(Hearing::words).distinct().count() == 1;
  }

  /// An engine that has lost its way says the same again and again: once is enough.
  private static List<Segment> withoutRuns(List<Segment> segments) {
    List<Segment> kept = new ArrayList<>();
    int from = 0;
    while (from < segments.size()) {
      int to = from + 1;
      while (to < segments.size()
          && words(segments.get(to).text()).equals(words(segments.get(from).text()))) {
        to++;
      }
      kept.addAll(segments.subList(from, to - from >= REPETITIONS ? from + 1 : to));
      from = to;
    }
    return kept;
  }

  private static String words(String text) {
    return REMARKS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
