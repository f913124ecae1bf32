package org.voice2text.bot.billing;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.Label;

/// Owns the tables `ledger_transactions`, `ledger_entries` and `balances`: double entry, in
/// milliseconds of audio. Every method works inside the caller's transaction.
final class LedgerStore {
  private LedgerStore() {}

  /// Minutes that move between the accounts of one user.
  ///
  /// @param changes sum up to nothing
  /// @param jobId null when it is not about a job
  /// @param chargeId or the name of a present; null when it is about neither
  record Posting(
      EntryKind kind,
      long userId,
      @Nullable Long jobId,
      @Nullable String chargeId,
      Map<Account, Long> changes) {
    Posting {
      changes = new EnumMap<>(changes);
      changes.values().removeIf(millis -> millis == 0);
      long sum = changes.values().stream().mapToLong(Long::longValue).sum();
      if (sum != 0) {
        throw new IllegalArgumentException(
            "The entries of a %s must sum up to 0, not to %d".formatted(kind.label(), sum));
      }
    }
  }

  /// Books, unless nothing moves.
  static void post(Handle handle, Posting posting, long now) {
    if (posting.changes().isEmpty()) {
      return;
    }
    long id =
        handle
            .createQuery(
                """
                insert into ledger_transactions (at, kind, user_id, job_id, charge_id)
                values (:at, :kind, :user, :job, :charge) returning id
                """)
            .bind("at", now)
            .bind("kind", posting.kind().label())
            .bind("user", posting.userId())
            .bind("job", posting.jobId())
            .bind("charge", posting.chargeId())
            .mapTo(Long.class)
            .one();
    posting.changes().forEach((account, millis) -> post(handle, id, posting, account, millis));
  }

  private static void post(Handle handle, long id, Posting posting, Account account, long millis) {
    int _ =
        handle
            .createUpdate(
                """
                insert into ledger_entries (transaction_id, account, user_id, millis)
                values (:id, :account, :user, :millis)
                """)
            .bind("id", id)
            .bind("account", account.label())
            .bind("user", posting.userId())
            .bind("millis", millis)
            .execute();
    int _ =
        handle
            .createUpdate(
                """
                insert into balances (user_id, account, millis) values (:user, :account, :millis)
                on conflict (user_id, account) do update set millis = balances.millis + excluded.millis
                """)
            .bind("user", posting.userId())
            .bind("account", account.label())
            .bind("millis", millis)
            .execute();
  }

  /// Whether a user has got a present. Reads only what moved since, for there is no index by user.
  ///
  /// @param since the present was not given before; UTC epoch milliseconds
  static boolean isGiven(Handle handle, long userId, String gift, long since) {
    return handle
        .createQuery(
            """
            select count(*) from ledger_transactions
            where id > coalesce(
                (select id from ledger_transactions where at < :since order by id desc limit 1), 0)
              and user_id = :user and kind = :kind and charge_id = :gift
            """)
        .bind("since", since)
        .bind("user", userId)
        .bind("kind", EntryKind.CREDIT.label())
        .bind("gift", gift)
        .mapTo(Boolean.class)
        .one();
  }

  /// What is in a user's accounts.
  static Balances balances(Handle handle, long userId) {
    Map<Account, Long> balances = new EnumMap<>(Account.class);
    handle
        .createQuery("select account, millis from balances where user_id = :user")
        .bind("user", userId)
        .map((rs, _) ->
            Map.entry(Label.parse(Account.class, rs.getString("account")), rs.getLong("millis")))
        .forEach(entry -> balances.put(entry.getKey(), entry.getValue()));
    return new Balances(balances);
  }

  /// The jobs that hold minutes of a user. Reads all transactions, for there is no index by user.
  static List<Long> holding(Handle handle, long userId) {
    return handle
        .createQuery(
            """
            select t.job_id from ledger_transactions t
            join ledger_entries e on e.transaction_id = t.id
            where t.user_id = :user and t.job_id is not null and e.account = :account
            group by t.job_id having sum(e.millis) > 0 order by t.job_id
            """)
        .bind("user", userId)
        .bind("account", Account.RESERVED.label())
        .mapTo(Long.class)
        .list();
  }

  /// What a job has moved so far, by account.
  static Balances ofJob(Handle handle, long jobId) {
    Map<Account, Long> sums = new EnumMap<>(Account.class);
    handle
        .createQuery(
            """
            select e.account, sum(e.millis) as millis from ledger_entries e
            join ledger_transactions t on t.id = e.transaction_id
            where t.job_id = :job group by e.account
            """)
        .bind("job", jobId)
        .map((rs, _) ->
            Map.entry(Label.parse(Account.class, rs.getString("account")), rs.getLong("millis")))
        .forEach(entry -> sums.put(entry.getKey(), entry.getValue()));
    return new Balances(sums);
  }
}
