package org.voice2text.bot.conversation;

import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.model.event.ButtonAction;

/// Does what one kind of button is for and finishes its update. What a button carries is
/// `name:arguments`. Anybody may make up the arguments: each handler checks whether this person may
/// do this. Thread-safe; called again for the same update when it throws, or after a kill.
interface ButtonHandler {
  /// For measurement.
  ButtonAction action();

  /// @param arguments what follows the handler's name; empty when nothing does
  void handle(UpdateKey update, Incoming.Press press, String arguments)
      throws TelegramException, InterruptedException;
}
