package org.voice2text.bot.transcription.audio;

/// The file is not sound that can be decoded. The message is one line that says why.
public sealed class UndecodableAudioException extends Exception permits AudioTooLongException {
  private static final long serialVersionUID = 1;

  public UndecodableAudioException(String why) {
    super(why);
  }

  public UndecodableAudioException(String why, Throwable cause) {
    super(why, cause);
  }
}
