package org.voice2text.exporter.business;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.voice2text.model.event.Plan;

/// Users with a running subscription, by plan.
final class PayingUsers {
  private PayingUsers() {}

  /// No plan is left out.
  static Map<Plan, Long> read(Handle handle, Instant now) {
    Map<Plan, Long> users = new EnumMap<>(Plan.class);
    for (Plan plan : Plan.values()) {
      users.put(plan, 0L);
    }
    handle
        .createQuery(
            """
            select plan, count(distinct user_id) as users from subscriptions
            where expires_at > :now group by plan
            """)
        .bind("now", now.toEpochMilli())
        .map((rs, _) -> Map.entry(rs.getString("plan"), rs.getLong("users")))
        .forEach(
            e -> Labels.find(Plan.class, e.getKey()).ifPresent(p -> users.put(p, e.getValue())));
    return users;
  }
}
