package org.voice2text.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.model.event.Operation;

/// `/privacy`: what is kept, for how long, and who else gets it. Thread-safe.
final class PrivacyHandler {
  private final Answers answers;
  private final Operator operator;

  PrivacyHandler(Answers answers, Operator operator) {
    this.answers = answers;
    this.operator = operator;
  }

  void handle(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    Texts texts = answers.texts(message);
    List<String> parts = new ArrayList<>();
    parts.add(texts.get("privacy.title"));
    parts.add(texts.get("privacy.kept", texts.period(operator.retention())));
    parts.add(
        switch (operator.dataFlow().speech()) {
          case HERE -> texts.get("privacy.speech.here");
          case CLOUD -> texts.get("privacy.speech.cloud");
          case EITHER -> texts.get("privacy.speech.either");
        });
    switch (operator.dataFlow().rewriting()) {
      case null -> {}
      case HERE -> parts.add(texts.get("privacy.rewriting.here"));
      case CLOUD, EITHER -> parts.add(texts.get("privacy.rewriting.cloud"));
    }
    parts.add(texts.get("privacy.delete"));
    answers.reply(
        update, message, FormattedText.titled(String.join("\n\n", parts)), Operation.PRIVACY);
  }
}
