package org.voice2text.model.event;

import org.jdbi.v3.core.Handle;

/// Keeps the sums of the event log and takes old events out of it. For the one writing process.
/// Every method works inside the caller's transaction, and does so little that others need not wait
/// long.
public final class EventRollup {
  private static final String ADD =
      """
      on conflict (%s) do update set
        events = event_rollup.events + excluded.events,
        last_at = case when excluded.last_at > event_rollup.last_at then excluded.last_at
          else event_rollup.last_at end,
        audio_ms = event_rollup.audio_ms + excluded.audio_ms,
        duration_ms = event_rollup.duration_ms + excluded.duration_ms,
        cost_micros = event_rollup.cost_micros + excluded.cost_micros,
        prompt_tokens = event_rollup.prompt_tokens + excluded.prompt_tokens,
        completion_tokens = event_rollup.completion_tokens + excluded.completion_tokens,
        stars = event_rollup.stars + excluded.stars
      """
          .formatted(EventSums.LABELS);

  /// What is old is taken together a day at a time.
  private static final long DAY_MILLIS = 86_400_000L;

  private EventRollup() {}

  /// Adds the next events to the sums.
  ///
  /// @return whether there may be more of them
  public static boolean advance(Handle handle, int limit) {
    LogPosition log = EventSums.position(handle, 0);
    long to = Math.min(log.rolledUpTo() + limit, log.last());
    if (to <= log.rolledUpTo()) {
      return false;
    }
    handle
        .createUpdate(
            "insert into event_rollup (" + EventSums.COLUMNS + ")\n" + EventSums.SUMS + ADD)
        .bind("after", log.rolledUpTo())
        .bind("to", to)
        .execute();
    handle.execute("update event_rollup_state set rolled_up_to = ?", to);
    return to < log.last();
  }

  /// Deletes the oldest events, if they happened before a time and are in the sums. It goes by the
  /// order of the log: an event that a wrong clock dated ahead goes with those that follow it.
  ///
  /// @return whether there may be more of them
  public static boolean prune(Handle handle, long before, int limit) {
    LogPosition log = EventSums.position(handle, 0);
    long to =
        handle
            .createQuery(
                """
                select coalesce(max(id), 0) from (
                  select id, at from technical_events where id <= :rolledUpTo order by id limit :limit) as oldest
                where at < :before
                """)
            .bind("rolledUpTo", log.rolledUpTo())
            .bind("limit", limit)
            .bind("before", before)
            .mapTo(Long.class)
            .one();
    if (to == 0) {
      return false;
    }
    int deleted = handle.execute("delete from technical_events where id <= ?", to);
    handle.execute("update event_rollup_state set pruned_to = ?", to);
    return deleted == limit;
  }

  /// Takes the oldest of the sums before a time together into those that have no time.
  ///
  /// @return whether there may be more of them
  public static boolean compact(Handle handle, long before) {
    long oldest =
        handle
            .createQuery(
                "select coalesce(min(bucket), 0) from event_rollup where bucket > 0 and bucket < :before")
            .bind("before", before)
            .mapTo(Long.class)
            .one();
    if (oldest == 0) {
      return false;
    }
    long to = Math.min(oldest + DAY_MILLIS, before);
    handle
        .createUpdate(
            """
            insert into event_rollup (%s)
            select 0, type, kind, provider, model, status, reason, duration_up_to, sum(events), max(last_at),
              sum(audio_ms), sum(duration_ms), sum(cost_micros), sum(prompt_tokens), sum(completion_tokens),
              sum(stars)
            from event_rollup where bucket > 0 and bucket < :to
            group by 2, 3, 4, 5, 6, 7, 8
            """
                    .formatted(EventSums.COLUMNS)
                + ADD)
        .bind("to", to)
        .execute();
    handle.execute("delete from event_rollup where bucket > 0 and bucket < ?", to);
    return to < before;
  }
}
