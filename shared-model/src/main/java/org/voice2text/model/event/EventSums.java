package org.voice2text.model.event;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// Reads what events add up to: first the sums that the writer keeps, then those of newer events.
/// Every method works inside the caller's transaction.
public final class EventSums {
  static final String LABELS =
      "bucket, type, kind, provider, model, status, reason, duration_up_to";
  static final String COLUMNS =
      LABELS
          + ", events, last_at, audio_ms, duration_ms, cost_micros, prompt_tokens, completion_tokens, stars";

  /// Of the other types a duration says nothing of how fast the bot works.
  private static final String DURATION_CLASS =
      EventSum.DURATION_LIMITS.stream()
          .map("when duration_ms <= %1$d then %1$d"::formatted)
          .collect(
              Collectors.joining(
                  " ",
                  "case when type not in ('answer_delivered', 'transcription_finished') then 0 ",
                  " else %d end".formatted(EventSum.DURATION_LIMITS.getLast())));

  private static final String SOME_TYPES = "type in (<types>)";

  /// The sums of the events behind `:after` up to `:to`.
  static final String SUMS = sums("true");

  private static final String SUMS_OF_SOME_TYPES = sums(SOME_TYPES);

  private static final RowMapper<EventSum> SUM =
      (rs, _) ->
          new EventSum(
              rs.getLong(1),
              rs.getString(2),
              rs.getString(3),
              rs.getString(4),
              rs.getString(5),
              rs.getString(6),
              rs.getString(7),
              rs.getLong(8),
              rs.getLong(9),
              rs.getLong(10),
              rs.getLong(11),
              rs.getLong(12),
              rs.getLong(13),
              rs.getLong(14),
              rs.getLong(15),
              rs.getLong(16));

  private EventSums() {}

  private static String sums(String condition) {
    return """
    select at / %1$d * %1$d, type, coalesce(kind, ''), coalesce(provider, ''), coalesce(model, ''),
      coalesce(status, ''), coalesce(reason, ''), %2$s,
      count(*) as events, max(at) as last_at, coalesce(sum(audio_ms), 0) as audio_ms,
      coalesce(sum(duration_ms), 0) as duration_ms, coalesce(sum(cost_micros), 0) as cost_micros,
      coalesce(sum(prompt_tokens), 0) as prompt_tokens,
      coalesce(sum(completion_tokens), 0) as completion_tokens, coalesce(sum(stars), 0) as stars
    from technical_events where id > :after and id <= :to and %3$s
    group by 1, 2, 3, 4, 5, 6, 7, 8
    """
        .formatted(EventSum.BUCKET_MILLIS, DURATION_CLASS, condition);
  }

  /// @param cursor id of the last event that the reader has read, 0 for none
  public static LogPosition position(Handle handle, long cursor) {
    return handle
        .createQuery(
            """
            select rolled_up_to, pruned_to,
              (select coalesce(max(id), 0) from technical_events) as last,
              (select at from technical_events where id = :cursor) as at_of_cursor
            from event_rollup_state
            """)
        .bind("cursor", cursor)
        .map((rs, _) ->
            new LogPosition(
                rs.getLong("rolled_up_to"),
                rs.getLong("pruned_to"),
                rs.getLong("last"),
                rs.getObject("at_of_cursor") instanceof Number at ? (Long) at.longValue() : null))
        .one();
  }

  /// The sums that are kept: those of the events up to `rolledUpTo`. They may be too many for the
  /// memory at a time.
  public static void rolledUp(Handle handle, Set<String> types, Consumer<EventSum> consumer) {
    handle
        .createQuery("select " + COLUMNS + " from event_rollup where " + SOME_TYPES)
        .bindList("types", List.copyOf(types))
        .map(SUM)
        .forEach(consumer);
  }

  /// The sums of the events behind one id up to another. To leave out what is not wanted saves a
  /// third of the time.
  public static List<EventSum> between(Handle handle, Set<String> types, long after, long to) {
    return handle
        .createQuery(SUMS_OF_SOME_TYPES)
        .bindList("types", List.copyOf(types))
        .bind("after", after)
        .bind("to", to)
        .map(SUM)
        .list();
  }

  /// The sums of what happened from a time on, kept or not yet.
  ///
  /// @param from the start of a bucket, such as midnight, UTC epoch milliseconds
  public static List<EventSum> since(Handle handle, Set<String> types, long from) {
    LogPosition position = position(handle, 0);
    List<EventSum> kept =
        handle
            .createQuery(
                "select " + COLUMNS + " from event_rollup where bucket >= :from and " + SOME_TYPES)
            .bind("from", from)
            .bindList("types", List.copyOf(types))
            .map(SUM)
            .list();
    Stream<EventSum> others =
        between(handle, types, position.rolledUpTo(), position.last()).stream()
            .filter(sum -> sum.bucket() >= from);
    return Stream.concat(kept.stream(), others).toList();
  }
}
