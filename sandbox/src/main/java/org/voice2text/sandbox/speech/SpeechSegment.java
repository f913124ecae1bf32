package org.voice2text.sandbox.speech;

/// A part of what was heard, with the engine's doubts.
///
/// @param start in seconds
/// @param end in seconds
/// @param averageLogProbability near 0 for sure, below −1 for a guess
/// @param noSpeechProbability from 0 to 1
/// @param compressionRatio above 2.4 for a text that repeats itself
public record SpeechSegment(
    double start,
    double end,
    String text,
    double averageLogProbability,
    double noSpeechProbability,
    double compressionRatio) {

  /// Well understood.
  public static SpeechSegment clear(double start, double end, String text) {
    return new SpeechSegment(start, end, text, -0.25, 0.02, 1.3);
  }
}
