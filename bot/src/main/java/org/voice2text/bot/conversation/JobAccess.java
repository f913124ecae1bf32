package org.voice2text.bot.conversation;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.TranscriptionQueue;

/// Decides who may press a button that belongs to a job: what a button carries proves nothing.
/// Thread-safe.
final class JobAccess {
  private final TranscriptionQueue queue;
  private final TelegramHost telegram;
  private final Permissions.Askers askers;

  JobAccess(TranscriptionQueue queue, TelegramHost telegram, Permissions.Askers askers) {
    this.queue = queue;
    this.telegram = telegram;
    this.askers = askers;
  }

  /// The job that a button names, if it belongs to the bot and the chat in which it was pressed.
  /// Works inside the caller's transaction.
  Optional<Job> find(Handle handle, Incoming.Press press, String id) {
    if (!id.matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return queue
        .find(handle, Long.parseLong(id))
        .filter(job ->
            job.chat().botId() == press.chat().botId()
                && job.chat().chatId() == press.chat().chatId());
  }

  /// Whether this person asked for the job, or decides for the group that it is in.
  boolean mayManage(Incoming.Press press, Job job) throws TelegramException, InterruptedException {
    return askers.isAsker(job, press.sender().telegramId())
        || (!press.isPrivate()
            && telegram
                .account(press.chat().botId())
                .isAdministrator(press.chat(), press.sender()));
  }
}
