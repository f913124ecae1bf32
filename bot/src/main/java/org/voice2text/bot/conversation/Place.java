package org.voice2text.bot.conversation;

import java.util.Arrays;
import java.util.Optional;

/// What a message is to the text that it shows. It decides where another text goes.
enum Place {
  /// The transcript's own and only message: another text takes its place, and the original can come
  /// back.
  TRANSCRIPT("t"),
  /// The only message of something that was made of a transcript, which stands elsewhere.
  WHOLE("w"),
  /// The last of several messages, or of what is no text: another text comes in new messages.
  PART("p");

  private final String code;

  Place(String code) {
    this.code = code;
  }

  /// One letter, for buttons.
  String code() {
    return code;
  }

  static Optional<Place> of(String code) {
    return Arrays.stream(values()).filter(p -> p.code.equals(code)).findFirst();
  }
}
