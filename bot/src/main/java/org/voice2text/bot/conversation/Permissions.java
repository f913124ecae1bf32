package org.voice2text.bot.conversation;

import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.transcription.Job;

/// Who may use the buttons under a transcript. Thread-safe.
final class Permissions {
  /// A person who can press a button sees the chat that it is in. What the button carries may be
  /// made up, though, and name a job of another chat, or of another bot: its text must not be shown
  /// here.
  boolean mayUse(Incoming.Press press, Job job) {
    ChatRef here = press.chat();
    return here.botId() == job.chat().botId() && here.chatId() == job.chat().chatId();
  }
}
