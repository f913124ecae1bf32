package org.voice2text.bot.conversation;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.JobDesk;
import org.voice2text.bot.transcription.JobRemoval;
import org.voice2text.bot.transcription.TranscriptionQueue;
import org.voice2text.model.store.Database;

/// Gives up all that a person waits for. Thread-safe.
final class OpenJobs {
  /// Names of its transactions, for measurement.
  static final List<String> OPERATIONS = List.of("cancel_jobs", "load_job");

  private static final Logger log = LoggerFactory.getLogger(OpenJobs.class);
  private static final Duration STOP = Duration.ofSeconds(3);

  private final Database database;
  private final TranscriptionQueue queue;
  private final JobDesk desk;
  private final Collection<Long> bots;

  /// @param bots that are hosted here
  OpenJobs(Database database, TranscriptionQueue queue, JobDesk desk, Collection<Long> bots) {
    this.bots = List.copyOf(bots);
    this.database = database;
    this.queue = queue;
    this.desk = desk;
  }

  /// Gives up what a person waits for and shows it. An answer that is being sent goes on.
  void cancel(long userId) throws InterruptedException {
    List<Job> cancelled =
        database.transaction(
            "cancel_jobs",
            h -> JobRemoval.open(h, userId).stream().filter(job -> queue.cancel(h, job)).toList());
    for (Job job : cancelled) {
      boolean ended = queue.awaitEnd(job, STOP);
      if (!bots.contains(job.chat().botId())) {
        continue;
      }
      try {
        desk.cancelled(job);
      } catch (TelegramException e) {
        log.info(
            "Job {} was given up{}, which cannot be shown: {}",
            job.id(),
            ended ? "" : " and still runs",
            e.getMessage());
      }
    }
  }

  /// Ends what nobody works on, inside the caller's transaction: an answer that cannot be sent now,
  /// or whose bot is not hosted any more.
  ///
  /// @return false if somebody works on any of it
  boolean abandon(Handle handle, long userId) {
    boolean all = true;
    for (Job job : JobRemoval.open(handle, userId)) {
      all &= queue.abandon(handle, job);
    }
    return all;
  }

  /// Waits for the answers that are being sent.
  ///
  /// @return false if they take longer
  boolean awaitNone(long userId, Duration patience) throws InterruptedException {
    List<Job> open = database.transaction("load_job", h -> JobRemoval.open(h, userId));
    for (Job job : open) {
      if (!queue.awaitEnd(job, patience)) {
        return false;
      }
    }
    return true;
  }
}
