package org.voice2text.bot.conversation;

import org.jdbi.v3.core.Handle;
import org.voice2text.bot.telegram.ChatRef;

/// Owns the table `private_chats`: to whom a bot can write. Every method works inside the caller's
/// transaction.
final class PrivateChatStore {
  private PrivateChatStore() {}

  /// A person wrote, and so can be written to.
  static void note(Handle handle, ChatRef chat, long now) {
    int _ =
        handle
            .createUpdate(
                """
                insert into private_chats (bot_id, chat_id, started_at) values (:bot, :chat, :now)
                on conflict (bot_id, chat_id) do update set gone_at = null where gone_at is not null
                """)
            .bind("bot", chat.botId())
            .bind("chat", chat.chatId())
            .bind("now", now)
            .execute();
  }

  /// A person has blocked the bot.
  static void gone(Handle handle, ChatRef chat, long now) {
    int _ =
        handle
            .createUpdate(
                """
                update private_chats set gone_at = :now
                where bot_id = :bot and chat_id = :chat and gone_at is null
                """)
            .bind("now", now)
            .bind("bot", chat.botId())
            .bind("chat", chat.chatId())
            .execute();
  }

  /// A person has let the bot in again.
  static void back(Handle handle, ChatRef chat) {
    int _ =
        handle
            .createUpdate(
                "update private_chats set gone_at = null where bot_id = :bot and chat_id = :chat")
            .bind("bot", chat.botId())
            .bind("chat", chat.chatId())
            .execute();
  }
}
