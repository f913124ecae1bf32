package org.voice2text.bot.transcription;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// In which order the waiting jobs are worked off. Every method works inside the caller's
/// transaction.
///
/// Jobs are served in turns, and each turn takes one job of each asker: the first of somebody's
/// twenty files waits in the turn that is being served, the second in the next one, and who comes
/// with a single file afterwards joins the first turn. A job never gets a turn that has passed, so
/// that nobody waits for ever.
///
/// Several waiting jobs for the same recording need one worker between them: only the first of them
/// counts, the others follow it.
///
/// Jobs of a bot that this process does not host rest until it is hosted again: nobody could answer
/// them, and nothing waits for them. Immutable.
final class QueueOrder {
  /// No job has this id.
  private static final List<Long> NO_JOB = List.of(0L);

  /// Whether no other job stands for the recording of `j`.
  private static final String LEADS =
      """
       j.state = 'queued' and j.failure is null and j.bot_id in (<bots>) and not exists (
        select 1 from jobs k
        where k.bot_id in (<bots>) and k.file_unique_id = j.file_unique_id and k.recognition_language = j.recognition_language
          and k.failure is null and (k.state = 'running'
            or (k.state = 'queued' and (k.turn < j.turn or (k.turn = j.turn and k.id < j.id)))))
      """;

  private final List<Long> bots;

  /// @param bots ids of those that this process hosts
  QueueOrder(Collection<Long> bots) {
    this.bots = List.copyOf(bots);
  }

  /// How many recordings wait for a worker.
  int waiting(Handle handle) {
    return handle
        .createQuery("select count(*) from jobs j where" + LEADS)
        .bindList("bots", bots)
        .mapTo(Integer.class)
        .one();
  }

  /// How many recordings of one asker wait, also for another's worker.
  int waitingOf(Handle handle, @Nullable Long userId, long chatId) {
    return askers(
            handle,
            "select count(*) from jobs where state = 'queued' and failure is null and",
            userId,
            chatId)
        .mapTo(Integer.class)
        .one();
  }

  /// How many recordings of one chat wait.
  int waitingIn(Handle handle, long chatId) {
    return handle
        .createQuery(
            "select count(*) from jobs where state = 'queued' and failure is null and chat_id = :chat")
        .bind("chat", chatId)
        .mapTo(Integer.class)
        .one();
  }

  /// The turn of a job that joins the queue now.
  long turnOf(Handle handle, NewJob job) {
    long current =
        handle
            .createQuery(
                """
                select coalesce(
                  (select max(turn) from jobs where state = 'running' and bot_id in (<bots>)),
                  (select min(turn) from jobs where state = 'queued' and bot_id in (<bots>)),
                  0)
                """)
            .bindList("bots", bots)
            .mapTo(Long.class)
            .one();
    long next =
        askers(
                handle,
                "select coalesce(max(turn) + 1, 0) from jobs where state in ('queued', 'running') and",
                job.userId(),
                job.chat().chatId())
            .mapTo(Long.class)
            .one();
    return Math.max(current, next);
  }

  /// Those of one user; where there is none, those of the chat without any.
  private static Query askers(Handle handle, String select, @Nullable Long userId, long chatId) {
    return userId == null
        ? handle.createQuery(select + " user_id is null and chat_id = :chat").bind("chat", chatId)
        : handle.createQuery(select + " user_id = :user").bind("user", userId);
  }

  /// The place of a waiting job, 1 for the next; 0 when nobody has to work on its recording before
  /// it is its turn, or when it does not wait.
  int place(Handle handle, long id) {
    return handle
        .createQuery("select * from jobs where id = :id and state = 'queued' and failure is null")
        .bind("id", id)
        .map((rs, _) -> JobStore.job(rs))
        .findOne()
        .map(job -> placeOfRecording(handle, job))
        .orElse(0);
  }

  private int placeOfRecording(Handle handle, Job job) {
    return handle
        .createQuery(
            """
            select count(*) from jobs j join jobs leader on
              j.turn < leader.turn or (j.turn = leader.turn and j.id <= leader.id)
            where
            """
                + LEADS
                + """
                 and leader.id = (
                  select l.id from jobs l
                  where l.bot_id in (<bots>) and l.file_unique_id = :recording and l.recognition_language = :language
                    and l.failure is null and l.state in ('running', 'queued')
                  order by l.state desc, l.turn, l.id limit 1)
                and leader.state = 'queued'
                """)
        .bindList("bots", bots)
        .bind("recording", job.file().uniqueId())
        .bind("language", JobStore.recognitionLanguage(job.recognitionLanguage()))
        .mapTo(Integer.class)
        .one();
  }

  /// All that wait for their recording's turn or are worked on.
  List<Job> unfinished(Handle handle) {
    return handle
        .createQuery(
            """
            select * from jobs where state in ('queued', 'running') and failure is null and bot_id in (<bots>)
            order by turn, id
            """)
        .bindList("bots", bots)
        .map((rs, _) -> JobStore.job(rs))
        .list();
  }

  /// Who asks for work.
  enum Worker {
    /// Does everything.
    ANY,
    /// Only tells people what is known already, so that no answer waits behind a long recording.
    COURIER
  }

  /// The next job that nobody works on. What only has to be told comes first, then a job whose
  /// worker was lost.
  ///
  /// @param running jobs that are worked on although their leases look lost
  Optional<Long> next(Handle handle, Worker worker, List<Long> running, long now) {
    String what =
        switch (worker) {
          case ANY -> "";
          case COURIER -> " and (j.state = 'transcribed' or j.failure is not null)";
        };
    return handle
        .createQuery(
            """
            select j.id from jobs j
            where j.state in ('queued', 'running', 'transcribed') and j.bot_id in (<bots>)
              and (j.lease_until is null or j.lease_until < :now) and j.id not in (<running>)
              and (j.state <> 'queued' or j.failure is not null or not exists (
                select 1 from jobs k
                where k.bot_id in (<bots>) and k.file_unique_id = j.file_unique_id
                  and k.recognition_language = j.recognition_language and k.failure is null and k.state = 'running'))
            """
                + what
                + " order by case when j.state = 'transcribed' or j.failure is not null then 0"
                + " when j.state = 'running' then 1 else 2 end, j.turn, j.id limit 1")
        .bindList("bots", bots)
        .bindList("running", running.isEmpty() ? NO_JOB : running)
        .bind("now", now)
        .mapTo(Long.class)
        .findOne();
  }
}
