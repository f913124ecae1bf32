package org.voice2text.bot.conversation;

import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.voice2text.bot.conversation.ChatSettings.Format;
import org.voice2text.bot.conversation.ChatSettings.Groups;
import org.voice2text.bot.conversation.ChatSettings.Pressers;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.model.event.Label;
import org.voice2text.model.store.Database;

/// Owns the table `chat_settings`. Thread-safe.
final class SettingsStore {
  /// Names of its transactions, for measurement.
  static final List<String> OPERATIONS = List.of("load_settings", "store_settings");

  private final Database database;
  private final InstantSource clock;

  SettingsStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  ChatSettings find(ChatRef chat) {
    return database.transaction("load_settings", h -> find(h, chat));
  }

  private static ChatSettings find(Handle handle, ChatRef chat) {
    return handle
        .createQuery("select * from chat_settings where bot_id = :bot and chat_id = :chat")
        .bind("bot", chat.botId())
        .bind("chat", chat.chatId())
        .map((rs, _) ->
            new ChatSettings(
                rs.getString("language"),
                rs.getString("speech"),
                rs.getString("mode"),
                Label.parse(Format.class, rs.getString("format")),
                Label.parse(Groups.class, rs.getString("groups")),
                Label.parse(Pressers.class, rs.getString("pressers"))))
        .findOne()
        .orElse(ChatSettings.DEFAULT);
  }

  /// Lets what was chosen for a group hold where it goes on.
  static void moveChat(Handle handle, long botId, long oldChatId, long newChatId) {
    int _ =
        handle
            .createUpdate(
                """
                update chat_settings set chat_id = :new where bot_id = :bot and chat_id = :old
                  and not exists (select 1 from chat_settings where bot_id = :bot and chat_id = :new)
                """)
            .bind("bot", botId)
            .bind("old", oldChatId)
            .bind("new", newChatId)
            .execute();
  }

  void store(ChatRef chat, ChatSettings settings) {
    int _ =
        database.transaction(
            "store_settings",
            h ->
                h.createUpdate(
                        """
                        insert into chat_settings
                          (bot_id, chat_id, language, speech, mode, format, groups, pressers, changed_at)
                        values (:bot, :chat, :language, :speech, :mode, :format, :groups, :pressers, :now)
                        on conflict (bot_id, chat_id) do update set language = excluded.language,
                          speech = excluded.speech, mode = excluded.mode, format = excluded.format,
                          groups = excluded.groups, pressers = excluded.pressers, changed_at = excluded.changed_at
                        """)
                    .bind("bot", chat.botId())
                    .bind("chat", chat.chatId())
                    .bind("language", settings.language())
                    .bind("speech", settings.speech())
                    .bind("mode", settings.mode())
                    .bind("format", settings.format().label())
                    .bind("groups", settings.groups().label())
                    .bind("pressers", settings.pressers().label())
                    .bind("now", clock.millis())
                    .execute());
  }
}
