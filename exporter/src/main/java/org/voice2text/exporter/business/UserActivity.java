package org.voice2text.exporter.business;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// How many users were active in which time up to now: counts over an index, however old the
/// database is.
///
/// @param today since midnight in the operator's time zone
record UserActivity(long online, long day, long week, long month, long today) {
  static UserActivity read(Handle handle, Instant now, ZoneId zone) {
    Instant online = now.minus(Duration.ofMinutes(5));
    Instant day = now.minus(Duration.ofDays(1));
    Instant week = now.minus(Duration.ofDays(7));
    Instant month = now.minus(Duration.ofDays(30));
    Instant midnight = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    NavigableMap<Instant, Long> since = new TreeMap<>();
    for (Instant from : new Instant[] {online, day, week, month, midnight}) {
      since.put(from, 0L);
    }
    countSince(handle, since);
    return new UserActivity(
        since.get(online), since.get(day), since.get(week), since.get(month), since.get(midnight));
  }

  /// Counts the users between one time and the next, each user once, and adds up from the youngest.
  private static void countSince(Handle handle, NavigableMap<Instant, Long> since) {
    long count = 0;
    long before = Long.MAX_VALUE;
    for (Instant from : since.descendingKeySet()) {
      count += between(handle, from.toEpochMilli(), before);
      before = from.toEpochMilli();
      since.put(from, count);
    }
  }

  private static long between(Handle handle, long from, long before) {
    return handle
        .createQuery(
            "select count(*) from users where last_active_at >= :from and last_active_at < :before")
        .bind("from", from)
        .bind("before", before)
        .mapTo(Long.class)
        .one();
  }
}
