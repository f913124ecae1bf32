package org.voice2text.bot.transcription;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.TechnicalEvent;

/// What jobs for the same recording in the same language have in common: one of them is worked on,
/// and its end is everybody's. Every method works inside the caller's transaction.
final class SharedRecordings {
  private static final String SAME =
      " file_unique_id = :recording and recognition_language = :language ";

  private SharedRecordings() {}

  /// What a recording has led to.
  ///
  /// @param transcriptId null when there is no speech
  record Stored(@Nullable Long transcriptId, Duration audio) {}

  /// The newest transcript of the recording.
  static Optional<Stored> stored(Handle handle, NewJob job) {
    Query query =
        handle.createQuery(
            """
            select t.id, t.audio_ms from jobs j join transcripts t on t.job_id = j.id
            where j.file_unique_id = :recording and j.recognition_language = :language
            order by t.id desc limit 1
            """);
    return same(query, job.file().uniqueId(), job.recognitionLanguage())
        .map((rs, _) -> new Stored(rs.getLong("id"), Duration.ofMillis(rs.getLong("audio_ms"))))
        .findOne();
  }

  /// Whether somebody waits for the same already.
  static boolean isAwaited(Handle handle, NewJob job) {
    Query query =
        handle.createQuery(
            "select count(*) from jobs where state in ('queued', 'running') and failure is null and"
                + SAME);
    return same(query, job.file().uniqueId(), job.recognitionLanguage()).mapTo(Boolean.class).one();
  }

  /// The job was transcribed: so are those that wait for the same. Who turns out not to have enough
  /// minutes for it goes on waiting, and is told so when their turn comes.
  static void transcribed(
      Handle handle, Telemetry telemetry, JobAccounts accounts, Job job, Stored stored, long now) {
    waitingWith(handle, job).stream()
        .filter(other ->
            other.lasts(stored.audio()) || accounts.reserve(handle, other.lasting(stored.audio())))
        .forEach(other -> reuse(handle, telemetry, other, stored, now));
  }

  /// A waiting job needs only to be delivered. It gets a transcript of its own, which goes with its
  /// own person, whatever becomes of the others.
  static void reuse(Handle handle, Telemetry telemetry, Job job, Stored stored, long now) {
    int _ =
        handle
            .createUpdate(
                """
                update jobs set state = 'transcribed', audio_ms = :audioMs, lease_owner = null, lease_until = null
                where id = :id
                """)
            .bind("id", job.id())
            .bind("audioMs", stored.audio().toMillis())
            .execute();
    if (stored.transcriptId() != null) {
      TranscriptStore.copy(handle, stored.transcriptId(), job.id(), now);
    }
    telemetry.emit(handle, new TechnicalEvent.TranscriptReused(job.id(), job.userId()));
  }

  /// The job failed: those that wait for the same need only to be told, if it lies with the
  /// recording or with us.
  static void failed(Handle handle, Job job, JobFailure failure) {
    boolean shared =
        switch (failure) {
          case TOO_LARGE, TOO_LONG, UNDECODABLE, NO_FFMPEG, ENGINES, INTERNAL -> true;
          // Telegram may know the file by the next one's id, and the next person may be reached.
          case DOWNLOAD, UNDELIVERABLE -> false;
        };
    if (shared) {
      waitingWith(handle, job).forEach(other -> tell(handle, other, failure));
    }
  }

  private static void tell(Handle handle, Job job, JobFailure failure) {
    int _ =
        handle
            .createUpdate("update jobs set failure = :failure, lease_until = null where id = :id")
            .bind("id", job.id())
            .bind("failure", failure.label())
            .execute();
  }

  /// Who takes over the work on a recording when this job is given up.
  static OptionalLong successor(Handle handle, Job job) {
    return waitingWith(handle, job).stream().mapToLong(Job::id).findFirst();
  }

  private static List<Job> waitingWith(Handle handle, Job job) {
    Query query =
        handle
            .createQuery(
                "select * from jobs where state = 'queued' and failure is null and id <> :id and"
                    + SAME
                    + "order by turn, id")
            .bind("id", job.id());
    return same(query, job.file().uniqueId(), job.recognitionLanguage())
        .map((rs, _) -> JobStore.job(rs))
        .list();
  }

  private static Query same(Query query, String uniqueId, @Nullable String language) {
    return query
        .bind("recording", uniqueId)
        .bind("language", JobStore.recognitionLanguage(language));
  }
}
