package org.voice2text.model.event;

/// Why an engine could not transcribe; the reason of a fallback when another engine follows.
public enum FailureReason implements Label {
  TIMEOUT,
  RATE_LIMITED,
  SERVER_ERROR,
  CLIENT_ERROR,
  CIRCUIT_OPEN,
  UNSUPPORTED,
  IO
}
