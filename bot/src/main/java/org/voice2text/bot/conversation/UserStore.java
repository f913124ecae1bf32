package org.voice2text.bot.conversation;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.voice2text.bot.telegram.Sender;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.model.event.TechnicalEvent;

/// Owns the SQL of the table `users`. Every method works inside the caller's transaction.
final class UserStore {
  private final Telemetry telemetry;

  UserStore(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  /// Notes that a person was active now, and registers one who is new.
  ///
  /// @return the database's key of the user
  long touch(Handle handle, Sender sender, long now) {
    return handle
        .createQuery(
            """
            update users set last_active_at = :now, language = :language where telegram_id = :telegramId
            returning id
            """)
        .bind("now", now)
        .bind("language", sender.language())
        .bind("telegramId", sender.telegramId())
        .mapTo(Long.class)
        .findOne()
        .orElseGet(() -> register(handle, sender, now));
  }

  /// Whether the database's key is this person's.
  static boolean is(Handle handle, long userId, long telegramId) {
    return handle
        .createQuery("select count(*) from users where id = :id and telegram_id = :telegramId")
        .bind("id", userId)
        .bind("telegramId", telegramId)
        .mapTo(Boolean.class)
        .one();
  }

  /// The language of a person's Telegram, as it was last seen; nothing for one who is not known.
  static Optional<String> language(Handle handle, long telegramId) {
    return handle
        .createQuery("select language from users where telegram_id = :telegramId")
        .bind("telegramId", telegramId)
        .mapTo(String.class)
        .findOne();
  }

  private long register(Handle handle, Sender sender, long now) {
    long id =
        handle
            .createQuery(
                """
                insert into users (telegram_id, language, created_at, last_active_at)
                values (:telegramId, :language, :now, :now) returning id
                """)
            .bind("telegramId", sender.telegramId())
            .bind("language", sender.language())
            .bind("now", now)
            .mapTo(Long.class)
            .one();
    telemetry.emit(handle, new TechnicalEvent.UserRegistered(id));
    return id;
  }
}
