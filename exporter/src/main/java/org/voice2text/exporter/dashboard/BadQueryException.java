package org.voice2text.exporter.dashboard;

import java.io.Serial;

/// A request asked for something that there is not; its message is for who asked.
final class BadQueryException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  BadQueryException(String message) {
    super(message);
  }
}
