package org.voice2text.bot.transcription;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.transcription.engine.EngineName;
import org.voice2text.bot.transcription.engine.Segment;

/// What was said in a recording.
///
/// @param language of the speech, where the engine tells it
public record Transcript(
    EngineName engine,
    @Nullable String language,
    String text,
    List<Segment> segments,
    Duration audio) {
  public Transcript {
    segments = List.copyOf(segments);
  }

  /// Without what was said.
  @Override
  public String toString() {
    return "Transcript[%s, %d characters]".formatted(engine, text.length());
  }
}
