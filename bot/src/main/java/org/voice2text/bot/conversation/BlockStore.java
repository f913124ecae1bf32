package org.voice2text.bot.conversation;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.Sender;
import org.voice2text.model.store.Database;

/// Owns the table `blocks`: whom the owner shut out. Thread-safe.
final class BlockStore {
  /// Names of its transactions, for measurement.
  static final List<String> OPERATIONS = List.of("load_block");

  private final Database database;

  BlockStore(Database database) {
    this.database = database;
  }

  /// @param sender null for nobody, who is not blocked
  boolean isBlocked(@Nullable Sender sender) {
    return sender != null
        && database.transaction(
            "load_block",
            h ->
                h.createQuery("select count(*) from blocks where telegram_id = :id")
                    .bind("id", sender.telegramId())
                    .mapTo(Boolean.class)
                    .one());
  }

  /// @return false if the person was blocked before
  static boolean block(Handle handle, long telegramId, long now) {
    return handle
            .createUpdate(
                "insert into blocks (telegram_id, blocked_at) values (:id, :now) on conflict do nothing")
            .bind("id", telegramId)
            .bind("now", now)
            .execute()
        == 1;
  }

  /// @return false if the person was not blocked
  static boolean unblock(Handle handle, long telegramId) {
    return handle
            .createUpdate("delete from blocks where telegram_id = :id")
            .bind("id", telegramId)
            .execute()
        == 1;
  }
}
