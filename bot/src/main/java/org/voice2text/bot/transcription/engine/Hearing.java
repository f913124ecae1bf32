package org.voice2text.bot.transcription.engine;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells speech from what engines make of silence: nothing, a remark such as `[BLANK_AUDIO]`, or
/// one sentence over and over.
final class Hearing {
  /// What work on this machine costs.
  static final OptionalLong FREE = OptionalLong.of(0);

  /// Nobody says the same in this many stretches and nothing else.
  private static final int REPETITIONS = 5;

  private static final Pattern REMARKS =
      Pattern.compile("\\[[^\\]]*]|\\([^)]*\\)|\\*[^*]*\\*|[♪♫\\p{Punct}\\p{IsPunctuation}\\s]");

  private Hearing() {}

  static Recognition of(
      String text, List<Segment> segments, @Nullable String language, OptionalLong costMicros) {
    if (REMARKS.matcher(text).replaceAll("").isEmpty() || isRepetition(segments)) {
      return new Recognition.NoSpeech();
    }
    return new Recognition.Transcribed(text.strip(), segments, language, costMicros);
  }

  private static boolean isRepetition(List<Segment> segments) {
    return segments.size() >= REPETITIONS
        && segments.stream().map(Segment::text).distinct().count() == 1;
  }
}
