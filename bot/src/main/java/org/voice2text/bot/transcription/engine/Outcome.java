package org.voice2text.bot.transcription.engine;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.FailureReason;

/// What became of a recording.
public sealed interface Outcome {
  record Recognised(EngineName engine, Recognition.Transcribed transcribed) implements Outcome {}

  /// @param engine which one heard nobody; null when the recording is so quiet that none was asked
  record NoSpeech(@Nullable EngineName engine) implements Outcome {}

  /// The file is not sound, or is broken.
  ///
  /// @param why one line for the operator
  record Undecodable(String why) implements Outcome {}

  /// The recording is longer than is allowed, whatever its sender said.
  record TooLong(Duration longest) implements Outcome {}

  /// The format can only be read by ffmpeg, which is not installed; the operator has been told.
  record NeedsFfmpeg() implements Outcome {}

  /// @param failures one for each engine, in their order
  record AllFailed(List<EngineFailure> failures) implements Outcome {
    private static final Set<FailureReason> PASSING =
        EnumSet.of(
            FailureReason.TIMEOUT,
            FailureReason.RATE_LIMITED,
            FailureReason.SERVER_ERROR,
            FailureReason.CIRCUIT_OPEN,
            FailureReason.IO);

    public AllFailed {
      failures = List.copyOf(failures);
    }

    /// One line for the operator.
    public String summary() {
      return failures.stream()
          .map(f -> "%s: %s, %s".formatted(f.engine(), f.reason().label(), f.message()))
          .collect(Collectors.joining("; "));
    }

    /// Whether the same recording may be recognised later.
    public boolean mayPass() {
      return failures.stream().anyMatch(f -> PASSING.contains(f.reason()));
    }

    /// Whether an engine was not asked because of earlier failures.
    public boolean passedOver() {
      return failures.stream().anyMatch(f -> f.reason() == FailureReason.CIRCUIT_OPEN);
    }
  }
}
