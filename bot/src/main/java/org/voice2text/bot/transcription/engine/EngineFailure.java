package org.voice2text.bot.transcription.engine;

import java.time.Duration;
import java.util.Optional;
import org.voice2text.model.event.FailureReason;

/// Why an engine did not give a transcript.
///
/// @param message one line for the operator
/// @param retryAfter how long the server asks to be left alone
public record EngineFailure(
    EngineName engine, FailureReason reason, String message, Optional<Duration> retryAfter) {}
