package org.voice2text.bot.transcription.engine;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What an engine heard.
public sealed interface Recognition {
  /// @param text the whole transcript, never blank
  /// @param segments in order of time; empty when the engine does not tell times
  /// @param language ISO 639-1 code as told by the engine or given to it; null when unknown
  /// @param costMicros price in millionths of a dollar; empty when unknown
  record Transcribed(
      String text, List<Segment> segments, @Nullable String language, OptionalLong costMicros)
      implements Recognition {
    public Transcribed {
      if (text.isBlank()) {
        throw new IllegalArgumentException("A transcript must not be blank: use NoSpeech");
      }
      segments = List.copyOf(segments);
    }

    /// Tells the size only: a transcript must not reach a log.
    @Override
    public String toString() {
      return "Transcribed[%d characters, %d segments, language=%s, costMicros=%s]"
          .formatted(text.length(), segments.size(), language, costMicros);
    }
  }

  /// Nobody speaks, or the engine itself doubts that anybody does.
  record NoSpeech() implements Recognition {}
}
