package org.voice2text.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;
import org.voice2text.bot.conversation.Broadcast.Outcome;
import org.voice2text.bot.conversation.Broadcast.State;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.model.event.Label;

/// Owns the table `broadcasts`. The position moves in the order of the recipients' ids, once a copy
/// is sent, so that a restart goes on behind the last one. Every method works inside the caller's
/// transaction.
final class BroadcastStore {
  /// Names of the transactions that use it, for measurement.
  static final List<String> OPERATIONS =
      List.of(
          "offer_broadcast",
          "start_broadcast",
          "stop_broadcast",
          "load_broadcast",
          "next_recipient",
          "record_recipient",
          "end_broadcast");

  /// Those who could be written to when it began; without the owner, who has seen it, and without
  /// whom the owner blocked.
  private static final String RECIPIENTS =
      """
       from private_chats c where c.bot_id = :bot and c.chat_id <> :owner and c.gone_at is null
        and c.started_at <= :before and c.chat_id not in (select telegram_id from blocks)
      """;

  private BroadcastStore() {}

  /// @return its id
  static long insert(Handle handle, ChatRef owner, int messageId, String language, long now) {
    return handle
        .createQuery(
            """
            insert into broadcasts (bot_id, chat_id, message_id, language, state, recipients, created_at)
            values (:bot, :chat, :message, :language, 'offered', 0, :now) returning id
            """)
        .bind("bot", owner.botId())
        .bind("chat", owner.chatId())
        .bind("message", messageId)
        .bind("language", language)
        .bind("now", now)
        .mapTo(Long.class)
        .one();
  }

  /// How many would get a message that is sent now.
  static long recipients(Handle handle, ChatRef owner, long now) {
    return handle
        .createQuery("select count(*)" + RECIPIENTS)
        .bind("bot", owner.botId())
        .bind("owner", owner.chatId())
        .bind("before", now)
        .mapTo(Long.class)
        .one();
  }

  /// @return false unless it was offered and nothing more
  static boolean start(Handle handle, long id, ChatRef owner, int statusId, long now) {
    return handle
            .createUpdate(
                """
                update broadcasts set state = 'running', status_id = :status, recipients = :recipients,
                  created_at = :now
                where id = :id and state = 'offered'
                """)
            .bind("status", statusId)
            .bind("recipients", recipients(handle, owner, now))
            .bind("now", now)
            .bind("id", id)
            .execute()
        == 1;
  }

  /// Ends one that has not ended.
  static void end(Handle handle, long id, State state, long now) {
    int _ =
        handle
            .createUpdate(
                """
                update broadcasts set state = :state, finished_at = :now
                where id = :id and state in ('offered', 'running')
                """)
            .bind("state", state.label())
            .bind("now", now)
            .bind("id", id)
            .execute();
  }

  static Optional<Broadcast> find(Handle handle, long id) {
    return broadcasts(handle.createQuery("select * from broadcasts where id = :id").bind("id", id))
        .findOne();
  }

  /// The first that a bot has to send.
  static Optional<Broadcast> running(Handle handle, long botId) {
    return broadcasts(
            handle
                .createQuery(
                    "select * from broadcasts where state = 'running' and bot_id = :bot order by id limit 1")
                .bind("bot", botId))
        .findOne();
  }

  /// Who comes next; nobody once all are served.
  static OptionalLong next(Handle handle, Broadcast broadcast) {
    return handle
        .createQuery(
            "select c.chat_id"
                + RECIPIENTS.replace(
                    ":before", "(select created_at from broadcasts where id = :id)")
                + " and c.chat_id > (select position from broadcasts where id = :id) order by c.chat_id limit 1")
        .bind("bot", broadcast.owner().botId())
        .bind("owner", broadcast.owner().chatId())
        .bind("id", broadcast.id())
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /// A recipient is served, one way or the other.
  static void served(Handle handle, long id, long chatId, Outcome outcome) {
    String column =
        switch (outcome) {
          case DELIVERED -> "delivered";
          case BLOCKED -> "blocked";
          case FAILED -> "failed";
        };
    int _ =
        handle
            .createUpdate(
                "update broadcasts set position = :chat, %1$s = %1$s + 1 where id = :id"
                    .formatted(column))
            .bind("chat", chatId)
            .bind("id", id)
            .execute();
  }

  static void prune(Handle handle, long before) {
    int _ =
        handle
            .createUpdate(
                "delete from broadcasts where created_at < :before and state <> 'running'")
            .bind("before", before)
            .execute();
  }

  private static ResultIterable<Broadcast> broadcasts(Query query) {
    return query.map((rs, _) ->
        new Broadcast(
            rs.getLong("id"),
            new ChatRef(rs.getLong("bot_id"), rs.getLong("chat_id"), null),
            rs.getInt("message_id"),
            rs.getObject("status_id") == null ? null : (Integer) rs.getInt("status_id"),
            rs.getString("language"),
            Label.parse(State.class, rs.getString("state")),
            rs.getLong("recipients"),
            rs.getLong("delivered"),
            rs.getLong("blocked"),
            rs.getLong("failed")));
  }
}
