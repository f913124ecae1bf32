package org.voice2text.bot.billing;

import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.voice2text.bot.telemetry.Pseudonyms;

/// Owns the table `forgotten_allowances`: the free minutes of this day of people who were
/// forgotten, under names that lead to nobody. Every method works inside the caller's transaction.
/// Immutable.
final class ForgottenAllowances {
  private final Pseudonyms people;

  ForgottenAllowances(Pseudonyms people) {
    this.people = people;
  }

  /// @param left in milliseconds of audio
  /// @param until when nobody needs to know it any more, UTC epoch milliseconds
  void keep(Handle handle, long telegramId, long left, long until) {
    int _ =
        handle
            .createUpdate(
                """
                insert into forgotten_allowances (person, left_ms, expires_at) values (:person, :left, :until)
                on conflict (person) do update set left_ms = excluded.left_ms, expires_at = excluded.expires_at
                """)
            .bind("person", people.of(telegramId))
            .bind("left", left)
            .bind("until", until)
            .execute();
  }

  boolean isKept(Handle handle, long telegramId, long now) {
    return handle
        .createQuery(
            "select count(*) from forgotten_allowances where person = :person and expires_at > :now")
        .bind("person", people.of(telegramId))
        .bind("now", now)
        .mapTo(Boolean.class)
        .one();
  }

  /// Hands out what was kept, once: the person has an account again.
  ///
  /// @return milliseconds of audio; nothing if nothing is known of this day
  OptionalLong take(Handle handle, long telegramId, long now) {
    Optional<Long> left =
        handle
            .createQuery(
                """
                delete from forgotten_allowances where person = :person and expires_at > :now
                returning left_ms
                """)
            .bind("person", people.of(telegramId))
            .bind("now", now)
            .mapTo(Long.class)
            .findOne();
    return left.map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  static void prune(Handle handle, long now) {
    int _ =
        handle
            .createUpdate("delete from forgotten_allowances where expires_at <= :now")
            .bind("now", now)
            .execute();
  }
}
