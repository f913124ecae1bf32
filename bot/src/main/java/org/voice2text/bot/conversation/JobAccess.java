package org.voice2text.bot.conversation;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.TranscriptionQueue;

/// Decides who may press a button that belongs to a job: what a button carries proves nothing.
/// Every method works inside the caller's transaction. Thread-safe.
final class JobAccess {
  private final TranscriptionQueue queue;

  JobAccess(TranscriptionQueue queue) {
    this.queue = queue;
  }

  /// The job that a button names, if it belongs to the bot and the chat in which it was pressed.
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

  /// Whether this person asked for the job.
  ///
  /// @param userId the database's key of the person
  boolean mayManage(Job job, @Nullable Long userId) {
    return userId != null && userId.equals(job.userId());
  }
}
