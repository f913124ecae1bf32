package org.voice2text.model.event;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// Owns the SQL of `activity_samples`: how many users were active in each hour, taken every quarter
/// of an hour. Every method works inside the caller's transaction.
public final class ActivitySamples {
  private static final long HOUR_MILLIS = 3_600_000L;

  private ActivitySamples() {}

  /// @param at the end of the hour, UTC epoch milliseconds
  public record ActivitySample(long at, long activeUsers) {}

  /// Notes how many users were active in the hour up to the last full quarter, once. When the bot
  /// was away then, those who came back later are missing. Of a time before the first user there is
  /// no sample: that nobody could be active is no count of 0.
  public static void take(Handle handle, long now) {
    long at = now / EventSum.BUCKET_MILLIS * EventSum.BUCKET_MILLIS;
    handle
        .createUpdate(
            """
            insert into activity_samples (at, active_users)
            select :at, (select count(*) from users where last_active_at >= :from)
            where not exists (select 1 from activity_samples where at = :at)
              and exists (select 1 from users where created_at < :at)
            """)
        .bind("at", at)
        .bind("from", at - HOUR_MILLIS)
        .execute();
  }

  public static void prune(Handle handle, long before) {
    handle.execute("delete from activity_samples where at < ?", before);
  }

  /// The samples after a time, in order.
  public static List<ActivitySample> after(Handle handle, long at) {
    return handle
        .createQuery("select at, active_users from activity_samples where at > :at order by at")
        .bind("at", at)
        .map((rs, _) -> new ActivitySample(rs.getLong("at"), rs.getLong("active_users")))
        .list();
  }
}
