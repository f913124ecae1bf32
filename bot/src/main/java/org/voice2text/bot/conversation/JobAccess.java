package org.voice2text.bot.conversation;

import java.util.Optional;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.TranscriptionQueue;
import org.voice2text.model.store.Database;

/// Finds the job that a button names and decides who may end it: what a button carries proves
/// nothing. Thread-safe.
final class JobAccess {
  /// Names of its transactions, for measurement.
  static final String OPERATION = "load_job";

  private final Database database;
  private final TranscriptionQueue queue;
  private final TelegramHost telegram;
  private final Answers answers;

  JobAccess(Database database, TranscriptionQueue queue, TelegramHost telegram, Answers answers) {
    this.database = database;
    this.queue = queue;
    this.telegram = telegram;
    this.answers = answers;
  }

  /// The job, if it belongs to the bot and the chat in which the button was pressed.
  Optional<Job> find(Incoming.Press press, String id) {
    if (!id.matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return database
        .transaction(OPERATION, h -> queue.find(h, Long.parseLong(id)))
        .filter(job ->
            job.chat().botId() == press.chat().botId()
                && job.chat().chatId() == press.chat().chatId());
  }

  /// Whether this person may give the job up: whoever asked for it, and in a group its
  /// administrators, too.
  boolean mayEnd(Incoming.Press press, Job job) throws TelegramException, InterruptedException {
    return answers.isAsker(job, press.sender().telegramId())
        || (!press.isPrivate()
            && telegram
                .account(press.chat().botId())
                .isAdministrator(press.chat(), press.sender()));
  }
}
