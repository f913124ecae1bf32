package org.voice2text.model.event;

/// How the request to one engine ended.
public enum TranscriptionStatus implements Label {
  SUCCESS,
  ERROR,
  NO_SPEECH,
  CANCELLED
}
