package org.voice2text.bot.transcription.engine;

import java.util.List;
import java.util.stream.Collectors;

/// What became of a recording.
public sealed interface Outcome {
  record Recognised(EngineName engine, Recognition.Transcribed transcribed) implements Outcome {}

  record NoSpeech(EngineName engine) implements Outcome {}

  /// The file is not sound, or is broken.
  ///
  /// @param why one line for the operator
  record Undecodable(String why) implements Outcome {}

  /// The format can only be read by ffmpeg, which is not installed; the operator has been told.
  record NeedsFfmpeg() implements Outcome {}

  /// @param failures one for each engine, in their order
  record AllFailed(List<EngineFailure> failures) implements Outcome {
    public AllFailed {
      failures = List.copyOf(failures);
    }

    /// One line for the operator.
    public String summary() {
      return failures.stream()
          .map(f -> "%s: %s, %s".formatted(f.engine(), f.reason().label(), f.message()))
          .collect(Collectors.joining("; "));
    }
  }
}
