package org.voice2text.model.event;

/// What kind of message arrived.
public enum MessageType implements Label {
  TEXT,
  COMMAND,
  VOICE,
  AUDIO,
  VIDEO_NOTE,
  VIDEO,
  DOCUMENT,
  CALLBACK,
  SERVICE,
  OTHER
}
