package org.voice2text.model.live;

/// What a receiver takes at most, so that no sender can fill its memory or its answers.
///
/// @param frameBytes of one frame: its type and payload
/// @param families of one snapshot
/// @param series of one snapshot, over all its families
/// @param textChars of a label name, a label value, a metric name or a help text
/// @param labels of one series
public record LiveBounds(int frameBytes, int families, int series, int textChars, int labels) {
  public static final LiveBounds DEFAULT = new LiveBounds(8 << 20, 2_000, 50_000, 1_024, 32);

  public LiveBounds {
    if (frameBytes < 64 || families < 1 || series < 1 || textChars < 1 || labels < 1) {
      throw new IllegalArgumentException("A bound is too small to let a frame pass");
    }
  }
}
