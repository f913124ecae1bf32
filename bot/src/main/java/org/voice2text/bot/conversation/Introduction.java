package org.voice2text.bot.conversation;

import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.model.event.Operation;

/// `/start` and `/help`. Thread-safe.
final class Introduction {
  private final Answers answers;
  private final TelegramHost telegram;
  private final Limits limits;

  Introduction(Answers answers, TelegramHost telegram, Limits limits) {
    this.answers = answers;
    this.telegram = telegram;
    this.limits = limits;
  }

  void start(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    String text = answers.texts(message).get("start");
    answers.reply(update, message, FormattedText.titled(text), Operation.START);
  }

  void help(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    Texts texts = answers.texts(message);
    long maxBytes = telegram.files(message.chat().botId()).maxBytes();
    String text = texts.get("help", Texts.megabytes(maxBytes), texts.duration(limits.maxAudio()));
    answers.reply(update, message, FormattedText.titled(text), Operation.HELP);
  }
}
