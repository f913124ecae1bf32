package org.voice2text.model.event;

/// What kind of message a recording came in.
public enum MediaType implements Label {
  VOICE,
  AUDIO,
  VIDEO_NOTE,
  VIDEO,
  DOCUMENT
}
