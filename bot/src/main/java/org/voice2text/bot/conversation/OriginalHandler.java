package org.voice2text.bot.conversation;

import java.util.List;
import java.util.Optional;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.model.event.ButtonAction;

/// Brings the transcript back, with the times at which things were said if that was chosen.
/// Thread-safe.
final class OriginalHandler implements ButtonHandler {
  private final Answers answers;
  private final PressGate gate;
  private final TextScreen screen;
  private final TranscriptKeyboard keyboard;
  private final LatestWish latest;

  OriginalHandler(
      Answers answers,
      PressGate gate,
      TextScreen screen,
      TranscriptKeyboard keyboard,
      LatestWish latest) {
    this.answers = answers;
    this.gate = gate;
    this.screen = screen;
    this.keyboard = keyboard;
    this.latest = latest;
  }

  @Override
  public ButtonAction action() {
    return ButtonAction.ORIGINAL;
  }

  @Override
  public void handle(UpdateKey update, Incoming.Press press, String arguments)
      throws TelegramException, InterruptedException {
    Optional<PressGate.Passed> passed = gate.open(update, press, arguments, action());
    if (passed.isPresent()) {
      answers.messenger(press.chat()).answerPress(press.queryId(), null);
      TextMessage message = passed.get().message();
      Object wish = latest.begin(message);
      try {
        latest.showIfLatest(message, wish, () -> show(message, passed.get().wanted()));
      } finally {
        latest.end(message, wish);
      }
      answers.finishPress(update, press, action());
    }
  }

  private void show(TextMessage message, TextView wanted)
      throws TelegramException, InterruptedException {
    boolean timed = wanted.options().timecodes() && message.shown().timed();
    TextView view = wanted.withMode(null);
    List<FormattedText> pages = TranscriptPages.of(message.source().transcript(), timed);
    if (timed || TextScreen.fitsInto(message, pages)) {
      screen.show(message, view, pages);
    } else {
      // It stands above, in messages of its own.
      screen.buttons(message, keyboard.main(message.shown()));
    }
  }
}
