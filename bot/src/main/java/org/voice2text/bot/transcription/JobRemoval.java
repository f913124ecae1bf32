package org.voice2text.bot.transcription;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Deletes jobs with all that hangs on them: transcripts, what was made of those, and which
/// messages carry them. The only place that does, so that a table that comes to hold more of a job
/// is forgotten nowhere. Every method works inside the caller's transaction.
public final class JobRemoval {
  /// The tables that refer to a job, those first to which no other refers.
  private static final List<String> STATEMENTS =
      List.of(
          """
          delete from variants where transcript_id in (select id from transcripts where job_id in (<jobs>))
          """,
          "delete from transcripts where job_id in (<jobs>)",
          "delete from deliveries where job_id in (<jobs>)",
          "delete from jobs where id in (<jobs>)");

  /// Fewer than SQLite's limit of variables in a statement.
  private static final int AT_A_TIME = 500;

  private JobRemoval() {}

  /// A user's jobs that somebody works on, or will.
  public static List<Job> open(Handle handle, long userId) {
    return handle
        .createQuery(
            """
            select * from jobs where user_id = :user and state in ('queued', 'running', 'transcribed')
            """)
        .bind("user", userId)
        .map((rs, _) -> JobStore.job(rs))
        .list();
  }

  /// Deletes all jobs of a user. None may be open: whoever works on one would lose it.
  public static void ofUser(Handle handle, long userId) {
    boolean more = true;
    while (more) {
      more =
          remove(
              handle,
              handle
                  .createQuery("select id from jobs where user_id = :user limit :limit")
                  .bind("user", userId),
              AT_A_TIME);
    }
  }

  /// Deletes some of the jobs that ended and are too old to be kept.
  ///
  /// @param before UTC epoch milliseconds
  /// @param limit how many at most
  /// @return whether there may be more
  public static boolean before(Handle handle, long before, int limit) {
    return remove(
        handle,
        handle
            .createQuery(
                """
                select id from jobs where queued_at < :before and coalesce(finished_at, queued_at) < :before
                  and state in ('delivered', 'failed', 'cancelled') order by queued_at limit :limit
                """)
            .bind("before", before),
        Math.min(limit, AT_A_TIME));
  }

  private static boolean remove(Handle handle, Query jobs, int limit) {
    List<Long> ids = jobs.bind("limit", limit).mapTo(Long.class).list();
    if (!ids.isEmpty()) {
      for (String statement : STATEMENTS) {
        int _ = handle.createUpdate(statement).bindList("jobs", ids).execute();
      }
    }
    return ids.size() == limit;
  }
}
