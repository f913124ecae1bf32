package org.voice2text.bot.conversation;

import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.transcription.Job;

/// Who may use the buttons under a transcript. Thread-safe.
final class Permissions {
  private final TelegramHost telegram;
  private final SettingsStore settings;
  private final Askers askers;

  /// Who asked for a job.
  interface Askers {
    /// Whether the job is this person's.
    boolean isAsker(Job job, long telegramId);
  }

  Permissions(TelegramHost telegram, SettingsStore settings, Askers askers) {
    this.telegram = telegram;
    this.settings = settings;
    this.askers = askers;
  }

  /// A person who can press a button sees the chat that it is in. What the button carries may be
  /// made up, though, and name a job of another chat, or of another bot: its text must not be shown
  /// here. A group may narrow further who may press.
  boolean mayUse(Incoming.Press press, Job job) throws TelegramException, InterruptedException {
    ChatRef here = press.chat();
    if (here.botId() != job.chat().botId() || here.chatId() != job.chat().chatId()) {
      return false;
    }
    if (press.isPrivate()) {
      return true;
    }
    return switch (settings.find(here).pressers()) {
      case EVERYONE -> true;
      case ASKER -> askers.isAsker(job, press.sender().telegramId());
      case ADMINISTRATORS -> telegram.account(here.botId()).isAdministrator(here, press.sender());
    };
  }
}
