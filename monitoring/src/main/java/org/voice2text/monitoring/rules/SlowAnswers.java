package org.voice2text.monitoring.rules;

import java.util.List;
import java.util.stream.Collectors;

/// Answers that took longer than 30 s and the length of their audio.
///
/// No metric joins an answer's time with the length of its audio. But of the answers over 60 s at
/// most as many are excused as there were recordings over 30 s; the others were certainly slow. The
/// same holds for each pair of a time and a length that lies at least 30 s below it; the pair that
/// finds most counts. So the number is never too high, and it is right where long recordings are
/// the ones that take long.
final class SlowAnswers {
  /// An answer over `seconds` was in time only if its audio was longer than `audio`. Both are
  /// bounds of buckets.
  private record Pair(int seconds, int audio) {}

  private static final List<Pair> PAIRS =
      List.of(new Pair(60, 30), new Pair(120, 60), new Pair(300, 120), new Pair(600, 300));

  /// Over the range `<window>`.
  static final String CERTAINLY =
      PAIRS.stream()
          .map(SlowAnswers::beyond)
          .collect(Collectors.joining("\n  or ", "clamp_min(max(\n  ", "\n), 0)"));

  private SlowAnswers() {}

  private static String beyond(Pair pair) {
    return "label_replace(%s - %s, \"over\", \"%d\", \"\", \"\")"
        .formatted(
            above("message_processing_time_seconds", pair.seconds()),
            above("transcription_audio_duration_seconds", pair.audio()),
            pair.seconds());
  }

  /// Versions and formats of Prometheus write a bound as `60` or as `60.0`.
  private static String above(String histogram, int bound) {
    return "(sum(increase(%1$s_count[<window>])) - sum(increase(%1$s_bucket{le=~\"%2$d([.]0)?\"}[<window>])))"
        .formatted(histogram, bound);
  }
}
