package org.voice2text.sandbox.traffic;

/// Something that people do.
public enum Activity {
  VOICE,
  AUDIO,
  VIDEO_NOTE,
  VIDEO,
  DOCUMENT,
  /// Just talk.
  TEXT,
  /// One of the bot's commands.
  COMMAND,
  /// A button of the bot's last message, where there is one.
  PRESS
}
