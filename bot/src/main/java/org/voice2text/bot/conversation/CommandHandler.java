package org.voice2text.bot.conversation;

import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.TelegramException;

/// Answers one command and finishes its update. Thread-safe; called again for the same update when
/// it throws, or after a kill.
@FunctionalInterface
interface CommandHandler {
  void handle(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException;
}
