package org.voice2text.bot.transcription.engine;

/// How an engine is doing.
///
/// @param ready false when it is known that the next request would fail
/// @param message one line for the operator
public record EngineHealth(EngineName engine, boolean ready, Circuit circuit, String message) {
  /// Whether requests reach the engine.
  public enum Circuit {
    /// They do.
    CLOSED,
    /// They do not, after failures, for a while.
    OPEN,
    /// One may, to see whether the engine has recovered.
    HALF_OPEN
  }
}
