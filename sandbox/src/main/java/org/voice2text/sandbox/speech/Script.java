package org.voice2text.sandbox.speech;

/// What the pretend engine hears.
sealed interface Script {

  /// A sentence that says it is pretend.
  record Automatic() implements Script {}

  record Fixed(String text) implements Script {}

  /// Nobody speaks.
  record Silence() implements Script {}
}
