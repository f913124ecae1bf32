package org.voice2text.bot.conversation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.Account;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.Standing;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.MediaFile;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.model.event.Operation;

/// What is special about groups: the bot is silent unless it is asked, or set to take every
/// recording, and keeps nothing of what people say to each other. Thread-safe.
final class Groups {
  private static final Logger log = LoggerFactory.getLogger(Groups.class);

  private final Answers answers;
  private final TelegramHost telegram;
  private final SettingsStore settings;
  private final MediaHandler media;

  Groups(Answers answers, TelegramHost telegram, SettingsStore settings, MediaHandler media) {
    this.answers = answers;
    this.telegram = telegram;
    this.settings = settings;
    this.media = media;
  }

  /// Whether every recording of this group is taken.
  boolean isAutomatic(Incoming.Message message) {
    return settings.find(message.chat()).groups() == ChatSettings.Groups.AUTOMATIC;
  }

  /// Whether a command in a group is meant for this bot.
  boolean isAddressed(Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    return telegram.account(message.chat().botId()).isAddressed(command);
  }

  /// `/transcribe`, as the reply to a recording.
  void transcribe(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    Incoming.Replied replied = message.replyTo();
    MediaFile file = replied == null ? null : replied.file();
    if (replied == null || file == null) {
      answers.reply(
          update,
          message,
          FormattedText.plain(answers.texts(message).get("transcribe.how")),
          Operation.TRANSCRIBE);
      return;
    }
    // The answer belongs to the recording, not to the command.
    Incoming.Message recording =
        new Incoming.Message(
            message.chat(),
            message.isPrivate(),
            replied.messageId(),
            message.sender(),
            message.isAnonymous(),
            message.type(),
            message.lag(),
            null,
            new Incoming.Media(file));
    media.asked(update, recording, file);
  }

  /// Greets a group that the bot was added to, and says what it needs to hear recordings.
  void membership(UpdateKey update, Incoming.Membership change)
      throws TelegramException, InterruptedException {
    if (!change.isPrivate() && change.before() == Standing.GONE && change.now() != Standing.GONE) {
      Account account = telegram.account(change.chat().botId());
      Texts texts = answers.texts(change.chat(), change.sender());
      boolean hears = change.now() == Standing.ADMINISTRATOR || account.readsGroups();
      String text =
          hears
              ? texts.get("group.hello")
              : texts.get("group.hello") + "\n\n" + texts.get("group.privacy_mode");
      try {
        int _ =
            answers
                .messenger(change.chat())
                .send(change.chat(), FormattedText.plain(text), null, Priority.ANSWER);
      } catch (TelegramException e) {
        if (e.kind() != TelegramException.Kind.UNREACHABLE) {
          throw e;
        }
        log.info("A group that took the bot in does not let it write: {}", e.getMessage());
      }
    }
    answers.drop(update);
  }
}
