package org.voice2text.bot.transcription.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/// Judges one stretch of a transcript by what the engine itself thinks of it. The bounds of the
/// probabilities are Whisper's own.
final class SegmentJudge {
  /// Probability that nobody speaks.
  private static final double NO_SPEECH = 0.6;

  private static final double SURELY_NO_SPEECH = 0.9;

  /// Mean logarithm of the words' probabilities.
  private static final double DOUBTFUL = -1;

  private static final double RATHER_DOUBTFUL = -0.7;

  /// How much better the text compresses than speech does: it repeats itself.
  private static final double REPETITIVE = 2.4;

  private static final double PERHAPS_NO_SPEECH = 0.3;

  /// Whisper learnt from subtitles, and puts their credits where nobody speaks.
  private static final Pattern CREDITS =
      Pattern.compile(
          "amara\\.org|субтитры (сделал|делал|создавал|подготовил|добавил|подогнал)|редактор субтитров",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private SegmentJudge() {}

  /// @param segment of `verbose_json`; what it does not tell speaks for it
  static boolean isInvented(JsonNode segment) {
    double silence = segment.path("no_speech_prob").asDouble(0);
    double probability = segment.path("avg_logprob").asDouble(0);
    boolean silent =
        (silence > NO_SPEECH && probability < DOUBTFUL)
            || (silence > SURELY_NO_SPEECH && probability < RATHER_DOUBTFUL);
    boolean stuck =
        segment.path("compression_ratio").asDouble(0) > REPETITIVE
            && (silence > PERHAPS_NO_SPEECH || probability < DOUBTFUL);
    return silent || stuck || CREDITS.matcher(segment.path("text").asText("")).find();
  }
}
