package org.voice2text.sandbox.fault;

/// Which part of the outside world fails.
public enum Target {
  /// The Bot API.
  TELEGRAM,
  /// Downloads of files.
  FILES,
  /// The speech API.
  SPEECH,
  /// The language API.
  LANGUAGE
}
