package org.voice2text.bot.transcription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.MediaFile;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.Label;
import org.voice2text.model.event.MediaType;

/// Owns the SQL of the table `jobs`. Every method works inside the caller's transaction.
final class JobStore {
  /// No job has this id.
  private static final List<Long> NO_JOB = List.of(0L);

  private static final String WAITING = "state = 'queued'";

  /// Only whoever leased a job last may change it: one that was held up for longer than its lease
  /// must not undo what its successor did. Each lease counts an attempt, so that the pair tells
  /// also two leases of one process apart.
  private static final String HELD =
      " where id = :id and lease_owner = :owner and attempts = :attempts"
          + " and state in ('running', 'transcribed')";

  private JobStore() {}

  static int waiting(Handle handle) {
    return handle
        .createQuery("select count(*) from jobs where " + WAITING)
        .mapTo(Integer.class)
        .one();
  }

  /// The place of a waiting job, 1 for the next; 0 when it does not wait any more.
  static int place(Handle handle, long id) {
    return handle
        .createQuery(
            """
            select count(*) from jobs where state = 'queued' and id <= :id
              and exists (select 1 from jobs where id = :id and state = 'queued')
            """)
        .bind("id", id)
        .mapTo(Integer.class)
        .one();
  }

  /// @return the job's id, or nothing if a job of the same update exists
  static OptionalLong insert(Handle handle, NewJob job, long now) {
    MediaFile file = job.file();
    return handle
        .createQuery(
            """
            insert into jobs (bot_id, update_id, chat_id, thread_id, message_id, user_id, language, media_type,
              file_id, file_unique_id, file_name, mime_type, file_size, audio_ms, state, received_at, queued_at)
            values (:bot, :update, :chat, :thread, :message, :user, :language, :mediaType,
              :fileId, :uniqueId, :fileName, :mimeType, :fileSize, :audioMs, 'queued', :receivedAt, :now)
            on conflict do nothing
            returning id
            """)
        .bind("bot", job.chat().botId())
        .bind("update", job.update().updateId())
        .bind("chat", job.chat().chatId())
        .bind("thread", job.chat().threadId())
        .bind("message", job.messageId())
        .bind("user", job.userId())
        .bind("language", job.language())
        .bind("mediaType", file.type().label())
        .bind("fileId", file.fileId())
        .bind("uniqueId", file.uniqueId())
        .bind("fileName", file.name())
        .bind("mimeType", file.mimeType())
        .bind("fileSize", file.size().isPresent() ? (Long) file.size().getAsLong() : null)
        .bind("audioMs", file.duration().toMillis())
        .bind("receivedAt", job.update().receivedAt())
        .bind("now", now)
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  static Job load(Handle handle, long id) {
    return find(handle, id).orElseThrow();
  }

  static Optional<Job> find(Handle handle, long id) {
    return handle
        .createQuery("select * from jobs where id = :id")
        .bind("id", id)
        .map((rs, _) -> job(rs))
        .findOne();
  }

  static void moveChat(Handle handle, long botId, long oldChatId, long newChatId) {
    int _ =
        handle
            .createUpdate("update jobs set chat_id = :new where bot_id = :bot and chat_id = :old")
            .bind("bot", botId)
            .bind("old", oldChatId)
            .bind("new", newChatId)
            .execute();
  }

  static boolean isOpen(Handle handle, long id) {
    return handle
        .createQuery(
            "select count(*) from jobs where id = :id and state in ('queued', 'running', 'transcribed')")
        .bind("id", id)
        .mapTo(Boolean.class)
        .one();
  }

  /// Takes the next job: one whose worker was lost first, so that who waited longest is served
  /// first.
  static Optional<Job> lease(
      Handle handle, String owner, List<Long> running, long now, long until) {
    Optional<Long> id =
        handle
            .createQuery(
                """
                select id from jobs
                where state in ('queued', 'running', 'transcribed') and (lease_until is null or lease_until < :now)
                  and id not in (<running>)
                order by id limit 1
                """)
            .bindList("running", running.isEmpty() ? NO_JOB : running)
            .bind("now", now)
            .mapTo(Long.class)
            .findOne();
    id.ifPresent(found ->
        handle
            .createUpdate(
                """
                update jobs set state = case state when 'queued' then 'running' else state end,
                  attempts = attempts + 1, lease_owner = :owner, lease_until = :until
                where id = :id
                """)
            .bind("owner", owner)
            .bind("until", until)
            .bind("id", found)
            .execute());
    return id.map(found -> load(handle, found));
  }

  static boolean exists(Handle handle, long botId, long updateId) {
    return handle
        .createQuery("select count(*) from jobs where bot_id = :bot and update_id = :update")
        .bind("bot", botId)
        .bind("update", updateId)
        .mapTo(Boolean.class)
        .one();
  }

  static void renewLease(Handle handle, Job job, String owner, long until) {
    held(handle.createUpdate("update jobs set lease_until = :until" + HELD), job, owner)
        .bind("until", until)
        .execute();
  }

  private static Update held(Update update, Job job, String owner) {
    return update.bind("id", job.id()).bind("owner", owner).bind("attempts", job.attempts());
  }

  /// Gives a job back: a running one waits again, a transcribed one is delivered later.
  ///
  /// @param attempts how many count from now on
  /// @param notBefore when it may be taken up again; null for at once
  /// @return false if it is not the owner's any more
  static boolean handBack(
      Handle handle, Job job, String owner, int attempts, @Nullable Long notBefore) {
    Update update =
        handle.createUpdate(
            """
            update jobs set state = case state when 'running' then 'queued' else state end,
              attempts = :counted, lease_owner = null, lease_until = :notBefore
            """
                + HELD);
    return held(update, job, owner).bind("counted", attempts).bind("notBefore", notBefore).execute()
        == 1;
  }

  static boolean holds(Handle handle, Job job, String owner) {
    Update update = handle.createUpdate("update jobs set lease_owner = lease_owner" + HELD);
    return held(update, job, owner).execute() == 1;
  }

  /// @return false if the job is not the owner's any more
  static boolean transcribed(Handle handle, Job job, String owner) {
    Update update = handle.createUpdate("update jobs set state = 'transcribed'" + HELD);
    return held(update, job, owner).execute() == 1;
  }

  /// Ends a job.
  ///
  /// @return false if it is not the owner's any more, or had ended before
  static boolean end(
      Handle handle,
      Job job,
      String owner,
      JobState state,
      @Nullable JobFailure failure,
      long now) {
    Update update =
        handle.createUpdate(
            """
            update jobs set state = :state, failure = :failure, finished_at = :now, lease_owner = null,
              lease_until = null
            """
                + HELD);
    return held(update, job, owner)
            .bind("state", state.label())
            .bind("failure", failure == null ? null : failure.label())
            .bind("now", now)
            .execute()
        == 1;
  }

  /// Jobs since a time by how far they are, in the words of the metric `queue_depth`; none of them
  /// is left out.
  static Map<String, Integer> countSince(Handle handle, long since) {
    Map<String, Integer> counts = new TreeMap<>();
    for (JobState state : JobState.values()) {
      counts.put(depthStatus(state), 0);
    }
    handle
        .createQuery(
            "select state, count(*) as n from jobs where queued_at >= :since group by state")
        .bind("since", since)
        .map((rs, _) ->
            Map.entry(Label.parse(JobState.class, rs.getString("state")), rs.getInt("n")))
        .forEach(e -> counts.merge(depthStatus(e.getKey()), e.getValue(), Integer::sum));
    return counts;
  }

  private static String depthStatus(JobState state) {
    return switch (state) {
      case QUEUED -> "pending";
      case RUNNING, TRANSCRIBED -> "running";
      case DELIVERED -> "completed";
      case FAILED, CANCELLED -> "failed";
    };
  }

  private static Job job(ResultSet rs) throws SQLException {
    Number size = (Number) rs.getObject("file_size");
    Number thread = (Number) rs.getObject("thread_id");
    Number user = (Number) rs.getObject("user_id");
    MediaFile file =
        new MediaFile(
            Label.parse(MediaType.class, rs.getString("media_type")),
            rs.getString("file_id"),
            rs.getString("file_unique_id"),
            rs.getString("file_name"),
            rs.getString("mime_type"),
            size == null ? OptionalLong.empty() : OptionalLong.of(size.longValue()),
            Duration.ofMillis(rs.getLong("audio_ms")));
    return new Job(
        rs.getLong("id"),
        new ChatRef(
            rs.getLong("bot_id"), rs.getLong("chat_id"), thread == null ? null : thread.intValue()),
        rs.getInt("message_id"),
        user == null ? null : user.longValue(),
        rs.getString("language"),
        file,
        Label.parse(JobState.class, rs.getString("state")),
        rs.getInt("attempts"),
        rs.getLong("received_at"),
        rs.getLong("queued_at"));
  }
}
