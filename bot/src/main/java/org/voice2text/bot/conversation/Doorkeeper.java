package org.voice2text.bot.conversation;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.model.event.ButtonAction;
import org.voice2text.model.event.RefusalReason;
import org.voice2text.model.event.TechnicalEvent;

/// Turns away whom the owner has blocked, with one sentence. What is owed to such a person stays:
/// to know what is kept, to have it deleted, and to ask about a payment. Thread-safe.
final class Doorkeeper {
  private static final Set<String> OWED =
      Set.of(
          CommandName.PRIVACY.typed(),
          CommandName.DELETE_MY_DATA.typed(),
          CommandName.PAYSUPPORT.typed());

  private final BlockStore blocks;
  private final Answers answers;
  private final TelegramHost telegram;

  Doorkeeper(BlockStore blocks, Answers answers, TelegramHost telegram) {
    this.blocks = blocks;
    this.answers = answers;
    this.telegram = telegram;
  }

  /// @param message one that the bot would answer
  /// @return whether its sender was turned away, and the update is dealt with
  boolean turnsAway(UpdateKey update, Incoming.Message message)
      throws TelegramException, InterruptedException {
    boolean owed =
        switch (message.body()) {
          case Incoming.Command command -> OWED.contains(command.name());
          case Incoming.Media _, Incoming.Other _ -> false;
          case Incoming.Payment _, Incoming.Refund _, Incoming.Migrated _, Incoming.Service _ ->
              true;
        };
    if (owed || !blocks.isBlocked(message.sender())) {
      return false;
    }
    // In a group that has every recording taken, nobody asked for an answer.
    if (message.isPrivate() || message.body() instanceof Incoming.Command) {
      @Nullable Integer replyTo = message.isPrivate() ? null : (Integer) message.messageId();
      int _ =
          answers
              .messenger(message.chat())
              .send(
                  message.chat(),
                  FormattedText.plain(answers.texts(message).get("refused.blocked")),
                  replyTo,
                  Priority.ERROR);
    }
    answers.finishAnswered(update, message, user -> refused(user, message));
    return true;
  }

  private static List<TechnicalEvent> refused(@Nullable Long user, Incoming.Message message) {
    return message.body() instanceof Incoming.Media(var file)
        ? List.of(new TechnicalEvent.JobRefused(user, file.type(), RefusalReason.BLOCKED))
        : List.of();
  }

  /// @return whether the person was turned away, and the update is dealt with
  boolean turnsAway(UpdateKey update, Incoming.Press press)
      throws TelegramException, InterruptedException {
    if (press.data().startsWith(ButtonNames.DELETE_DATA + ":")
        || !blocks.isBlocked(press.sender())) {
      return false;
    }
    answers
        .messenger(press.chat())
        .answerPress(press.queryId(), answers.texts(press).get("refused.blocked"));
    answers.finishPress(update, press, ButtonAction.OTHER);
    return true;
  }

  /// @return whether the person was turned away, and the update is dealt with
  boolean turnsAway(UpdateKey update, Incoming.PreCheckout query)
      throws TelegramException, InterruptedException {
    if (!blocks.isBlocked(query.sender())) {
      return false;
    }
    String why = Texts.of(query.sender().language()).get("refused.blocked");
    telegram.stars(update.botId()).answer(query.queryId(), why);
    answers.finish(update, query, Answers.NOTHING);
    return true;
  }
}
