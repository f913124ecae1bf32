package org.voice2text.bot.transcription.engine;

/// The audio could not be brought into the format that an engine needs: no fault of the engine.
final class ConversionException extends Exception {
  private static final long serialVersionUID = 1;

  /// What stands in the way.
  enum Obstacle {
    UNDECODABLE,
    TOO_LONG,
    NEEDS_FFMPEG,
    TIMEOUT,
    /// The work folder cannot be used or the disk is full.
    IO
  }

  private final Obstacle obstacle;

  ConversionException(Obstacle obstacle, Exception cause) {
    super(cause.getMessage(), cause);
    this.obstacle = obstacle;
  }

  Obstacle obstacle() {
    return obstacle;
  }
}
