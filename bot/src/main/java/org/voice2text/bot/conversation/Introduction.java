package org.voice2text.bot.conversation;

import java.util.stream.Collectors;
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
  private final Operator operator;

  Introduction(Answers answers, TelegramHost telegram, Limits limits, Operator operator) {
    this.answers = answers;
    this.telegram = telegram;
    this.limits = limits;
    this.operator = operator;
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
    String text =
        texts.get("help", Texts.megabytes(maxBytes), texts.duration(limits.maxAudio()))
            + "\n\n"
            + commands(texts, message.isPrivate() && operator.isOwner(message.sender()));
    answers.reply(update, message, FormattedText.titled(text), Operation.HELP);
  }

  private static String commands(Texts texts, boolean owner) {
    return CommandName.offered(owner).stream()
        .map(c -> "/" + c.typed() + " — " + c.description(texts))
        .collect(Collectors.joining("\n"));
  }
}
