package org.voice2text.bot.conversation;

import java.util.Optional;
import java.util.function.Function;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.Keyboard;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.model.event.ButtonAction;

/// Shows other buttons under a text: a menu, or those that belong there. Thread-safe.
final class MenuHandler implements ButtonHandler {
  private final Answers answers;
  private final PressGate gate;
  private final TextScreen screen;
  private final Function<ShownText, Keyboard> menu;

  MenuHandler(
      Answers answers, PressGate gate, TextScreen screen, Function<ShownText, Keyboard> menu) {
    this.answers = answers;
    this.gate = gate;
    this.screen = screen;
    this.menu = menu;
  }

  @Override
  public ButtonAction action() {
    return ButtonAction.OPTIONS;
  }

  @Override
  public void handle(UpdateKey update, Incoming.Press press, String arguments)
      throws TelegramException, InterruptedException {
    Optional<PressGate.Passed> passed = gate.open(update, press, arguments, action());
    if (passed.isPresent()) {
      answers.messenger(press.chat()).answerPress(press.queryId(), null);
      TextMessage message = passed.get().message();
      screen.buttons(message, menu.apply(message.shown()));
      answers.finishPress(update, press, action());
    }
  }
}
