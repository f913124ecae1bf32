package org.voice2text.bot.conversation;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.voice2text.bot.transcription.JobRemoval;

/// Forgets people. Every method works inside the caller's transaction.
///
/// What stays is what was paid and how minutes moved, as the law and refunds want it, under a user
/// whose Telegram id is gone, and the events, which name that user by the same number: they are
/// counts that lead to nobody. A block stays too, and until the day is over what is left of its
/// free minutes, which the caller keeps before.
final class PersonalDataStore {
  private static final List<String> OF_USER =
      List.of(
          // A subscription that goes on is renewed under the invoice that it began with.
          """
          delete from invoices where user_id = :user
            and product not in (select product from payments where user_id = :user)
          """,
          // The id of the row itself, below zero, is nobody's at Telegram.
          "update users set telegram_id = -id, language = '' where id = :user");

  private static final List<String> OF_CHAT =
      List.of(
          "delete from chat_settings where chat_id = :chat",
          "delete from private_chats where chat_id = :chat",
          "delete from broadcasts where chat_id = :chat");

  private PersonalDataStore() {}

  /// The database's key of a person; nothing for one who never wrote, or was forgotten.
  static Optional<Long> find(Handle handle, long telegramId) {
    return handle
        .createQuery("select id from users where telegram_id = :id")
        .bind("id", telegramId)
        .mapTo(Long.class)
        .findOne();
  }

  /// Whose key it is; nothing for a person who was forgotten.
  static Optional<Long> telegramId(Handle handle, long userId) {
    return handle
        .createQuery("select telegram_id from users where id = :id and telegram_id > 0")
        .bind("id", userId)
        .mapTo(Long.class)
        .findOne();
  }

  /// Forgets a person. None of their jobs may be open.
  static void forget(Handle handle, long userId, long telegramId) {
    JobRemoval.ofUser(handle, userId);
    for (String statement : OF_USER) {
      int _ = handle.createUpdate(statement).bind("user", userId).execute();
    }
    for (String statement : OF_CHAT) {
      int _ = handle.createUpdate(statement).bind("chat", telegramId).execute();
    }
  }
}
