package org.voice2text.sandbox.telegram;

/// How Telegram files a recording: decides the field of the message and the folder of the file.
public enum MediaKind {
  VOICE("voice", "oga"),
  AUDIO("audio", "mp3"),
  VIDEO_NOTE("video_note", "mp4"),
  VIDEO("video", "mp4"),
  DOCUMENT("document", "bin");

  private final String field;
  private final String extension;

  MediaKind(String field, String extension) {
    this.field = field;
    this.extension = extension;
  }

  /// The name of the field in a message.
  public String field() {
    return field;
  }

  String folder() {
    return this == AUDIO ? "music" : field + "s".repeat(this == VOICE ? 0 : 1);
  }

  String extension() {
    return extension;
  }

  boolean hasDuration() {
    return this != DOCUMENT;
  }
}
