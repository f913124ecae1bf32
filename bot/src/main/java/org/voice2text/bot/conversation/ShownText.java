package org.voice2text.bot.conversation;

import org.voice2text.bot.telegram.Keyboard.Button;

/// What a message shows, for the buttons under it. Immutable.
///
/// @param texts in the language of the buttons
/// @param inPlace whether the message is the transcript's own, so that the original can come back
/// @param timed whether the transcript tells when something was said
record ShownText(Texts texts, TextView view, boolean inPlace, boolean timed) {
  ShownText with(TextView other) {
    return new ShownText(texts, other, inPlace, timed);
  }

  /// A button about what is shown.
  Button button(String text, String handler) {
    return button(text, handler, view);
  }

  Button button(String text, String handler, TextView target) {
    return new Button.Press(text, handler + ":" + target.arguments());
  }

  /// A button of several of which one is chosen.
  Button choice(String text, boolean chosen, String handler, TextView target) {
    return button(chosen ? texts.get("button.chosen", text) : text, handler, target);
  }
}
