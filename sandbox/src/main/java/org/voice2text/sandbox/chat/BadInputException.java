package org.voice2text.sandbox.chat;

/// The page asked for something that cannot be done; the message is shown to its user.
final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadInputException(String message) {
    super(message);
  }
}
