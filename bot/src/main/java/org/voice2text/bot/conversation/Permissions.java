package org.voice2text.bot.conversation;

import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.transcription.Job;

/// Who may use the buttons under a transcript. Thread-safe.
final class Permissions {
  private final TelegramHost telegram;
  private final SettingsStore settings;

  Permissions(TelegramHost telegram, SettingsStore settings) {
    this.telegram = telegram;
    this.settings = settings;
  }

  /// A person who can press a button sees the chat that it is in. What the button carries may be
  /// made up, though, and name a job of another chat, or of another bot: its text must not be shown
  /// here. In a group its settings say who may press.
  ///
  /// @param userId the database's key of the person
  boolean mayUse(Incoming.Press press, Job job, @Nullable Long userId)
      throws TelegramException, InterruptedException {
    ChatRef here = press.chat();
    if (here.botId() != job.chat().botId() || here.chatId() != job.chat().chatId()) {
      return false;
    }
    if (press.isPrivate()) {
      return true;
    }
    return switch (settings.find(here).pressers()) {
      case EVERYONE -> true;
      case ASKER -> (userId != null && userId.equals(job.userId())) || isAdministrator(press);
      case ADMINISTRATORS -> isAdministrator(press);
    };
  }

  private boolean isAdministrator(Incoming.Press press)
      throws TelegramException, InterruptedException {
    return telegram.account(press.chat().botId()).isAdministrator(press.chat(), press.sender());
  }
}
