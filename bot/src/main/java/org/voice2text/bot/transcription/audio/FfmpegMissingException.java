package org.voice2text.bot.transcription.audio;

/// The format needs ffmpeg, and there is none.
public final class FfmpegMissingException extends Exception {
  private static final long serialVersionUID = 1;

  FfmpegMissingException(AudioFormat format, String program) {
    super(
        "A %s file can only be read by ffmpeg, but the program \"%s\" was not found: install the package ffmpeg"
            .formatted(format.label(), program));
  }
}
