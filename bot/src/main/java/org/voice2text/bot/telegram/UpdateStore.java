package org.voice2text.bot.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.model.store.Database;

/// Owns the tables `updates` and `bots`. Thread-safe.
public final class UpdateStore {
  /// Names of its transactions, for measurement.
  public static final List<String> OPERATIONS =
      List.of("store_updates", "load_updates", "load_offset", "finish_update", "prune_updates");

  /// Telegram repeats an update for at most 24 hours.
  private static final Duration KEPT = Duration.ofDays(2);

  /// Quotation marks of what people write come behind a backslash, so that nobody can write this.
  private static final String IS_PAYMENT =
      """
      (coalesce(body, '') like '%"successful_payment":%' or coalesce(body, '') like '%"refunded_payment":%')
      """;

  private final Database database;

  public UpdateStore(Database database) {
    this.database = database;
  }

  /// An update as Telegram delivered it.
  record RawUpdate(UpdateKey key, String body) {}

  /// The first update_id that is not committed yet; 0 before the first update.
  long offset(long botId) {
    return database.transaction(
        "load_offset",
        h ->
            h.createQuery("select update_offset from bots where id = :bot")
                .bind("bot", botId)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
  }

  /// When the youngest update that is still remembered arrived; long ago if none is.
  Instant lastUpdate(long botId) {
    return database.transaction(
        "load_offset",
        h ->
            h.createQuery("select coalesce(max(received_at), 0) from updates where bot_id = :bot")
                .bind("bot", botId)
                .mapTo(Long.class)
                .map(Instant::ofEpochMilli)
                .one());
  }

  /// Commits updates and the offset behind them. Of what people say to each other in a group only
  /// the offset is kept.
  ///
  /// @return those that are new; the others were delivered before, or are for nobody
  List<RawUpdate> store(long botId, List<RawUpdate> updates, long now) {
    List<RawUpdate> ours = updates.stream().filter(u -> !UpdateReader.isTalkOfOthers(u)).toList();
    return database.transaction(
        "store_updates",
        h -> {
          List<RawUpdate> fresh = ours.stream().filter(u -> insert(h, u)).toList();
          long next = updates.stream().mapToLong(u -> u.key().updateId() + 1).max().orElse(0);
          h.createUpdate(
                  """
                  insert into bots (id, update_offset, created_at) values (:bot, :next, :now)
                  on conflict (id) do update set update_offset = excluded.update_offset
                  """)
              .bind("bot", botId)
              .bind("next", next)
              .bind("now", now)
              .execute();
          return fresh;
        });
  }

  private static boolean insert(Handle handle, RawUpdate update) {
    return handle
            .createUpdate(
                """
                insert into updates (bot_id, update_id, received_at, body)
                values (:bot, :update, :receivedAt, :body)
                on conflict do nothing
                """)
            .bind("bot", update.key().botId())
            .bind("update", update.key().updateId())
            .bind("receivedAt", update.key().receivedAt())
            .bind("body", update.body())
            .execute()
        == 1;
  }

  /// Those that were committed and not finished, in the order of their arrival.
  List<RawUpdate> waiting(long botId) {
    return database.transaction(
        "load_updates",
        h ->
            h.createQuery(
                    """
                    select update_id, received_at, body from updates
                    where bot_id = :bot and handled_at is null order by update_id
                    """)
                .bind("bot", botId)
                .map((rs, _) ->
                    new RawUpdate(
                        new UpdateKey(botId, rs.getLong("update_id"), rs.getLong("received_at")),
                        rs.getString("body")))
                .list());
  }

  /// Marks an update as dealt with, inside the transaction of what was done about it. Its body
  /// goes: it is a person's message, which is not kept longer than it is needed.
  ///
  /// @return false if it was dealt with before
  public static boolean finish(Handle handle, UpdateKey key, long now) {
    return handle
            .createUpdate(
                """
                update updates set handled_at = :now, body = null
                where bot_id = :bot and update_id = :update and handled_at is null
                """)
            .bind("now", now)
            .bind("bot", key.botId())
            .bind("update", key.updateId())
            .execute()
        == 1;
  }

  /// Whether an update is still to be dealt with.
  public static boolean isWaiting(Handle handle, UpdateKey key) {
    return handle
        .createQuery(
            """
            select count(*) from updates
            where bot_id = :bot and update_id = :update and handled_at is null
            """)
        .bind("bot", key.botId())
        .bind("update", key.updateId())
        .mapTo(Boolean.class)
        .one();
  }

  /// Marks all that a person sent as dealt with, whatever becomes of it. Only what was paid is
  /// still credited: it was given for something.
  public static void finishAllOf(Handle handle, long telegramId, long now) {
    handle
        .createQuery(
            """
            select bot_id, update_id, received_at, body from updates
            where handled_at is null and body like :number
            """)
        .bind("number", "%" + telegramId + "%")
        .map((rs, _) ->
            new RawUpdate(
                new UpdateKey(
                    rs.getLong("bot_id"), rs.getLong("update_id"), rs.getLong("received_at")),
                rs.getString("body")))
        .list()
        .stream()
        .filter(update -> SentBy.isForgotten(update, telegramId))
        .forEach(update -> {
          boolean _ = finish(handle, update.key(), now);
        });
  }

  /// Forgets what was dealt with, and what nobody waits for any more: that of a bot that is not
  /// hosted here nobody deals with. Only what was paid waits for as long as it takes.
  void prune(long now) {
    int _ =
        database.transaction(
            "prune_updates",
            h -> {
              long before = now - KEPT.toMillis();
              int handled =
                  h.createUpdate("delete from updates where handled_at < :before")
                      .bind("before", before)
                      .execute();
              return handled
                  + h.createUpdate(
                          "delete from updates where handled_at is null and received_at < :before and not "
                              + IS_PAYMENT)
                      .bind("before", before)
                      .execute();
            });
  }
}
