package org.voice2text.model.event;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// Owns the SQL of `technical_events`. Every method works inside the caller's transaction.
public final class EventLog {
  private static final RowMapper<EventRow> ROW =
      (rs, _) ->
          new EventRow(
              rs.getLong("id"),
              rs.getLong("at"),
              rs.getString("type"),
              number(rs.getObject("user_id")),
              number(rs.getObject("job_id")),
              rs.getString("kind"),
              rs.getString("provider"),
              rs.getString("model"),
              rs.getString("status"),
              rs.getString("reason"),
              number(rs.getObject("audio_ms")),
              number(rs.getObject("duration_ms")),
              number(rs.getObject("cost_micros")),
              number(rs.getObject("prompt_tokens")),
              number(rs.getObject("completion_tokens")),
              number(rs.getObject("stars")));

  private EventLog() {}

  public static void append(Handle handle, List<EventRow> rows) {
    try (PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into technical_events (at, type, user_id, job_id, kind, provider, model, status, reason,
              audio_ms, duration_ms, cost_micros, prompt_tokens, completion_tokens, stars)
            values (:at, :type, :userId, :jobId, :kind, :provider, :model, :status, :reason,
              :audioMs, :durationMs, :costMicros, :promptTokens, :completionTokens, :stars)
            """)) {
      for (EventRow row : rows) {
        batch
            .bind("at", row.at())
            .bind("type", row.type())
            .bind("userId", row.userId())
            .bind("jobId", row.jobId())
            .bind("kind", row.kind())
            .bind("provider", row.provider())
            .bind("model", row.model())
            .bind("status", row.status())
            .bind("reason", row.reason())
            .bind("audioMs", row.audioMs())
            .bind("durationMs", row.durationMs())
            .bind("costMicros", row.costMicros())
            .bind("promptTokens", row.promptTokens())
            .bind("completionTokens", row.completionTokens())
            .bind("stars", row.stars())
            .add();
      }
      batch.execute();
    }
  }

  /// The first rows after a position, in order.
  ///
  /// @param cursor id of the last row already read, 0 for none
  public static List<EventRow> after(Handle handle, long cursor, int limit) {
    return handle
        .createQuery("select * from technical_events where id > :cursor order by id limit :limit")
        .bind("cursor", cursor)
        .bind("limit", limit)
        .map(ROW)
        .list();
  }

  private static @Nullable Long number(@Nullable Object value) {
    return value == null ? null : ((Number) value).longValue();
  }
}
