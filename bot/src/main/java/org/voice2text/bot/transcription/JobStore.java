package org.voice2text.bot.transcription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
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

/// Owns the rows of the table `jobs`: how one comes, changes its state and goes. Every method works
/// inside the caller's transaction.
final class JobStore {
  /// How the database calls the language that the engine finds out.
  private static final String AUTO = "auto";

  /// Only whoever leased a job last may change it: one that was held up for longer than its lease
  /// must not undo what its successor did. Each lease counts an attempt, so that the pair tells
  /// also two leases of one process apart.
  private static final String HELD =
      " where id = :id and lease_owner = :owner and attempts = :attempts"
          + " and state in ('running', 'transcribed')";

  private JobStore() {}

  /// @param turn its round in the queue
  /// @return the job's id, or nothing if a job of the same update exists
  static OptionalLong insert(Handle handle, NewJob job, long turn, long now) {
    MediaFile file = job.file();
    return handle
        .createQuery(
            """
            insert into jobs (bot_id, update_id, chat_id, thread_id, message_id, user_id, language, media_type,
              file_id, file_unique_id, file_name, mime_type, file_size, audio_ms, state, received_at, queued_at,
              recognition_language, turn)
            values (:bot, :update, :chat, :thread, :message, :user, :language, :mediaType,
              :fileId, :uniqueId, :fileName, :mimeType, :fileSize, :audioMs, 'queued', :receivedAt, :now,
              :recognitionLanguage, :turn)
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
        .bind("recognitionLanguage", recognitionLanguage(job.recognitionLanguage()))
        .bind("turn", turn)
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /// How the database calls a language of speech.
  static String recognitionLanguage(@Nullable String code) {
    return code == null ? AUTO : code;
  }

  static Optional<Job> find(Handle handle, long id) {
    return handle
        .createQuery("select * from jobs where id = :id")
        .bind("id", id)
        .map((rs, _) -> job(rs))
        .findOne();
  }

  static Job load(Handle handle, long id) {
    return find(handle, id).orElseThrow();
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

  /// Takes back a job of the same transaction.
  static void delete(Handle handle, long id) {
    int _ = handle.createUpdate("delete from jobs where id = :id").bind("id", id).execute();
  }

  static boolean isOpen(Handle handle, long id) {
    return handle
        .createQuery(
            "select count(*) from jobs where id = :id and state in ('queued', 'running', 'transcribed')")
        .bind("id", id)
        .mapTo(Boolean.class)
        .one();
  }

  static boolean exists(Handle handle, long botId, long updateId) {
    return handle
        .createQuery("select count(*) from jobs where bot_id = :bot and update_id = :update")
        .bind("bot", botId)
        .bind("update", updateId)
        .mapTo(Boolean.class)
        .one();
  }

  /// Gives a job to a worker.
  static Job lease(Handle handle, long id, String owner, long until) {
    int _ =
        handle
            .createUpdate(
                """
                update jobs set state = case state when 'queued' then 'running' else state end,
                  attempts = attempts + 1, lease_owner = :owner, lease_until = :until
                where id = :id
                """)
            .bind("owner", owner)
            .bind("until", until)
            .bind("id", id)
            .execute();
    return load(handle, id);
  }

  /// @return false if the job is not the owner's any more
  static boolean renewLease(Handle handle, Job job, String owner, long until) {
    Update update = handle.createUpdate("update jobs set lease_until = :until" + HELD);
    return held(update, job, owner).bind("until", until).execute() == 1;
  }

  private static Update held(Update update, Job job, String owner) {
    return update.bind("id", job.id()).bind("owner", owner).bind("attempts", job.attempts());
  }

  /// Gives a job back: a running one waits again, a transcribed one is delivered later.
  ///
  /// @param attempts how many count from now on
  /// @param notBefore when it may be taken up again; null for at once
  /// @param obstructedAt since when no engine could be asked; null if one can
  /// @return false if it is not the owner's any more
  static boolean handBack(
      Handle handle,
      Job job,
      String owner,
      int attempts,
      @Nullable Long notBefore,
      @Nullable Long obstructedAt) {
    Update update =
        handle.createUpdate(
            """
            update jobs set state = case state when 'running' then 'queued' else state end,
              attempts = :counted, lease_owner = null, lease_until = :notBefore, obstructed_at = :obstructedAt
            """
                + HELD);
    return held(update, job, owner)
            .bind("counted", attempts)
            .bind("notBefore", notBefore)
            .bind("obstructedAt", obstructedAt)
            .execute()
        == 1;
  }

  static boolean holds(Handle handle, Job job, String owner) {
    Update update = handle.createUpdate("update jobs set lease_owner = lease_owner" + HELD);
    return held(update, job, owner).execute() == 1;
  }

  /// @return false if the job is not the owner's any more
  static boolean measured(Handle handle, Job job, String owner, Duration audio) {
    Update update = handle.createUpdate("update jobs set audio_ms = :audioMs" + HELD);
    return held(update, job, owner).bind("audioMs", audio.toMillis()).execute() == 1;
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

  /// Ends a job for which nothing has been recognised yet, whoever works on it.
  ///
  /// @return false if that is too late
  static boolean cancel(Handle handle, long id, long now) {
    return handle
            .createUpdate(
                """
                update jobs set state = 'cancelled', finished_at = :now, lease_owner = null, lease_until = null
                where id = :id and state in ('queued', 'running') and failure is null
                """)
            .bind("id", id)
            .bind("now", now)
            .execute()
        == 1;
  }

  /// Ends a job on which nobody works, however far it is.
  ///
  /// @return false if somebody works on it, or it had ended before
  static boolean abandon(Handle handle, long id, long now) {
    return handle
            .createUpdate(
                """
                update jobs set state = 'cancelled', finished_at = :now, lease_owner = null, lease_until = null
                where id = :id and state in ('queued', 'running', 'transcribed')
                  and (lease_owner is null or lease_until is null or lease_until < :now)
                """)
            .bind("id", id)
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

  static Job job(ResultSet rs) throws SQLException {
    Number size = (Number) rs.getObject("file_size");
    Number thread = (Number) rs.getObject("thread_id");
    Number user = (Number) rs.getObject("user_id");
    Number obstructedAt = (Number) rs.getObject("obstructed_at");
    String recognitionLanguage = rs.getString("recognition_language");
    String failure = rs.getString("failure");
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
        user == null ? null : (Long) user.longValue(),
        rs.getString("language"),
        file,
        Label.parse(JobState.class, rs.getString("state")),
        rs.getInt("attempts"),
        rs.getLong("received_at"),
        rs.getLong("queued_at"),
        recognitionLanguage.equals(AUTO) ? null : recognitionLanguage,
        failure == null ? null : Label.parse(JobFailure.class, failure),
        obstructedAt == null ? null : (Long) obstructedAt.longValue());
  }
}
