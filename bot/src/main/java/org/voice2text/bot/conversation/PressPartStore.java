package org.voice2text.bot.conversation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.model.store.Database;

/// Owns the table `press_parts`: what was already sent in answer to a press of a button, so that a
/// process that was killed over it goes on instead of starting anew. Thread-safe.
final class PressPartStore {
  /// Names of its transactions, for measurement.
  static final List<String> OPERATIONS = List.of("load_press_parts", "store_press_part");

  private final Database database;

  PressPartStore(Database database) {
    this.database = database;
  }

  /// Message ids by part, which count from 1.
  Map<Integer, Integer> find(UpdateKey update) {
    return database.transaction(
        "load_press_parts",
        h ->
            h
                .createQuery(
                    "select part, message_id from press_parts where bot_id = :bot and update_id = :update")
                .bind("bot", update.botId())
                .bind("update", update.updateId())
                .map((rs, _) -> Map.entry(rs.getInt("part"), rs.getInt("message_id")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /// Records a part, and forgets those of updates that are finished.
  void record(UpdateKey update, int part, int messageId) {
    database.<Void>transaction(
        "store_press_part",
        h -> {
          h.execute(
              """
              delete from press_parts where not exists (
                select 1 from updates u where u.bot_id = press_parts.bot_id
                  and u.update_id = press_parts.update_id and u.handled_at is null)
              """);
          h.createUpdate(
                  """
                  insert into press_parts (bot_id, update_id, part, message_id)
                  values (:bot, :update, :part, :message)
                  on conflict (bot_id, update_id, part) do update set message_id = excluded.message_id
                  """)
              .bind("bot", update.botId())
              .bind("update", update.updateId())
              .bind("part", part)
              .bind("message", messageId)
              .execute();
          return null;
        });
  }
}
