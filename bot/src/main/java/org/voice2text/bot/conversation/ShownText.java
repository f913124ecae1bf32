package org.voice2text.bot.conversation;

import org.voice2text.bot.telegram.Keyboard.Button;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.Transcript;

/// What a message shows, for the buttons under it. Immutable.
///
/// @param texts in the language of the buttons
/// @param view what is shown; its options are what the next text is to be made with
/// @param timed whether the transcript tells when something was said
record ShownText(Texts texts, TextView view, Place place, boolean timed) {
  /// What a message shows that answers a job.
  static ShownText original(Job job, Transcript transcript, Place place) {
    return new ShownText(
        Texts.of(job.language()),
        TextView.original(job.id()),
        place,
        !transcript.segments().isEmpty());
  }

  ShownText with(TextView otherView, Place otherPlace) {
    return new ShownText(texts, otherView, otherPlace, timed);
  }

  /// A button about what is shown.
  Button button(String text, String handler) {
    return button(text, handler, view);
  }

  Button button(String text, String handler, TextView wanted) {
    String data = new TextButton(wanted, view.mode(), place).data();
    return new Button.Press(text, handler + ":" + data);
  }

  /// A button of several of which one is chosen.
  Button choice(String text, boolean chosen, String handler, TextView wanted) {
    return button(chosen ? texts.get("button.chosen", text) : text, handler, wanted);
  }
}
