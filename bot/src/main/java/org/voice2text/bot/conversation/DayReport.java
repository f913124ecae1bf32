package org.voice2text.bot.conversation;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.voice2text.model.event.EventSum;
import org.voice2text.model.event.EventSums;

/// What the database tells of today.
///
/// @param waiting recordings that wait for a worker
/// @param running recordings that somebody works on
/// @param audio the length of what was transcribed
/// @param costMicros of all providers, in millionths of a dollar, as far as it is known
/// @param people who they are that use the bot
/// @param errors how many there were of each type
record DayReport(
    long waiting,
    long running,
    long transcribed,
    Duration audio,
    long failed,
    long costMicros,
    People people,
    Map<String, Long> errors) {
  /// Name of its transaction, for measurement.
  static final String OPERATION = "report_day";

  private static final String DELIVERED = "answer_delivered";
  private static final String FAILED = "job_failed";
  private static final String ERROR = "error_occurred";
  private static final Set<String> TYPES =
      Set.of(DELIVERED, FAILED, ERROR, "transcription_finished", "rewrite_finished");

  private static final Duration ONLINE = Duration.ofMinutes(5);

  DayReport {
    errors = Collections.unmodifiableMap(new TreeMap<>(errors));
  }

  /// @param all who were not forgotten
  /// @param online those active in the last 5 minutes
  record People(long all, long activeToday, long online) {}

  /// @param midnight UTC epoch milliseconds, like `now`
  static DayReport read(Handle handle, long midnight, long now) {
    List<EventSum> sums = EventSums.since(handle, TYPES, midnight);
    return new DayReport(
        jobs(handle, "('queued')"),
        jobs(handle, "('running', 'transcribed')"),
        events(sums, DELIVERED),
        Duration.ofMillis(
            sums.stream()
                .filter(s -> s.type().equals(DELIVERED))
                .mapToLong(EventSum::audioMs)
                .sum()),
        events(sums, FAILED),
        sums.stream().mapToLong(EventSum::costMicros).sum(),
        people(handle, midnight, now),
        sums.stream()
            .filter(s -> s.type().equals(ERROR))
            .collect(
                Collectors.groupingBy(EventSum::reason, Collectors.summingLong(EventSum::events))));
  }

  private static long events(List<EventSum> sums, String type) {
    return sums.stream().filter(s -> s.type().equals(type)).mapToLong(EventSum::events).sum();
  }

  private static long jobs(Handle handle, String states) {
    return handle
        .createQuery("select count(*) from jobs where state in " + states)
        .mapTo(Long.class)
        .one();
  }

  private static People people(Handle handle, long midnight, long now) {
    return handle
        .createQuery(
            """
            select (select count(*) from users where telegram_id > 0) as everybody,
              (select count(*) from users where last_active_at >= :since) as active,
              (select count(*) from users where last_active_at >= :online) as online
            """)
        .bind("since", midnight)
        .bind("online", now - ONLINE.toMillis())
        .map((rs, _) ->
            new People(rs.getLong("everybody"), rs.getLong("active"), rs.getLong("online")))
        .one();
  }
}
