package org.voice2text.bot.billing;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.Label;
import org.voice2text.model.event.Plan;

/// Owns the tables `invoices`, `payments`, `subscriptions` and `allowances`. Every method works
/// inside the caller's transaction.
final class PaymentStore {
  private PaymentStore() {}

  /// An offer to one user.
  record Invoice(long userId, String product, long stars) {}

  /// @param subscription charge of the first payment of the subscription, by which Telegram knows
  ///   it; null for what is paid once
  /// @param refundedAt null while it stands
  record Payment(
      String chargeId,
      long botId,
      long userId,
      String product,
      long stars,
      @Nullable String subscription,
      @Nullable Long refundedAt) {}

  /// A period of a plan.
  record Running(String chargeId, Plan plan, long expiresAt) {}

  static void insertInvoice(Handle handle, String payload, Invoice invoice, long now) {
    int _ =
        handle
            .createUpdate(
                """
                insert into invoices (payload, user_id, product, stars, created_at)
                values (:payload, :user, :product, :stars, :now)
                """)
            .bind("payload", payload)
            .bind("user", invoice.userId())
            .bind("product", invoice.product())
            .bind("stars", invoice.stars())
            .bind("now", now)
            .execute();
  }

  static Optional<Invoice> invoice(Handle handle, String payload) {
    return handle
        .createQuery("select * from invoices where payload = :payload")
        .bind("payload", payload)
        .map((rs, _) ->
            new Invoice(rs.getLong("user_id"), rs.getString("product"), rs.getLong("stars")))
        .findOne();
  }

  /// @param payload of its invoice
  /// @return false if the payment was known before
  static boolean insert(Handle handle, Payment payment, String payload, long now) {
    return handle
            .createUpdate(
                """
                insert into payments (charge_id, bot_id, user_id, product, stars, payload, subscription, paid_at)
                values (:charge, :bot, :user, :product, :stars, :payload, :subscription, :now) on conflict do nothing
                """)
            .bind("charge", payment.chargeId())
            .bind("bot", payment.botId())
            .bind("user", payment.userId())
            .bind("product", payment.product())
            .bind("stars", payment.stars())
            .bind("payload", payload)
            .bind("subscription", payment.subscription())
            .bind("now", now)
            .execute()
        == 1;
  }

  /// The subscription that a renewal belongs to: the last one that was paid for under its invoice,
  /// or by the same person before invoices were noted.
  static Optional<String> renewed(
      Handle handle, long botId, long userId, String product, String payload) {
    return handle
        .createQuery(
            """
            select subscription from payments
            where bot_id = :bot and subscription is not null
              and (payload = :payload or (payload is null and user_id = :user and product = :product))
            order by paid_at desc limit 1
            """)
        .bind("bot", botId)
        .bind("payload", payload)
        .bind("user", userId)
        .bind("product", product)
        .mapTo(String.class)
        .findOne();
  }

  /// The subscriptions of which a period runs.
  static List<Billing.Renewal> renewals(Handle handle, long userId, long now) {
    return handle
        .createQuery(
            """
            select distinct p.bot_id, p.subscription from subscriptions s
            join payments p on p.charge_id = s.charge_id
            where s.user_id = :user and s.expires_at > :now and p.subscription is not null
            order by p.bot_id, p.subscription
            """)
        .bind("user", userId)
        .bind("now", now)
        .map((rs, _) -> new Billing.Renewal(rs.getLong("bot_id"), rs.getString("subscription")))
        .list();
  }

  static Optional<Payment> payment(Handle handle, String chargeId) {
    return payments(
            handle
                .createQuery("select * from payments where charge_id = :charge")
                .bind("charge", chargeId))
        .findOne();
  }

  /// The youngest first.
  static List<Payment> payments(Handle handle, long userId, int limit) {
    return payments(
            handle
                .createQuery(
                    "select * from payments where user_id = :user order by paid_at desc limit :limit")
                .bind("user", userId)
                .bind("limit", limit))
        .list();
  }

  private static ResultIterable<Payment> payments(Query query) {
    return query.map((rs, _) ->
        new Payment(
            rs.getString("charge_id"),
            rs.getLong("bot_id"),
            rs.getLong("user_id"),
            rs.getString("product"),
            rs.getLong("stars"),
            rs.getString("subscription"),
            rs.getObject("refunded_at") == null ? null : (Long) rs.getLong("refunded_at")));
  }

  /// @return false if it was refunded before
  static boolean refund(Handle handle, String chargeId, long now) {
    return handle
            .createUpdate(
                "update payments set refunded_at = :now where charge_id = :charge and refunded_at is null")
            .bind("now", now)
            .bind("charge", chargeId)
            .execute()
        == 1;
  }

  static void subscribe(
      Handle handle, long userId, String chargeId, Plan plan, long startsAt, long expiresAt) {
    int _ =
        handle
            .createUpdate(
                """
                insert into subscriptions (user_id, charge_id, plan, starts_at, expires_at)
                values (:user, :charge, :plan, :startsAt, :expiresAt)
                """)
            .bind("user", userId)
            .bind("charge", chargeId)
            .bind("plan", plan.label())
            .bind("startsAt", startsAt)
            .bind("expiresAt", expiresAt)
            .execute();
  }

  /// When the period that a charge paid for ends; nothing when it paid for none.
  static Optional<Long> end(Handle handle, String chargeId) {
    return handle
        .createQuery("select expires_at from subscriptions where charge_id = :charge")
        .bind("charge", chargeId)
        .mapTo(Long.class)
        .findOne();
  }

  static void endSubscription(Handle handle, String chargeId, long now) {
    int _ =
        handle
            .createUpdate(
                """
                update subscriptions set expires_at = :now where charge_id = :charge and expires_at > :now
                """)
            .bind("now", now)
            .bind("charge", chargeId)
            .execute();
  }

  /// What was paid for and runs now.
  static PlanPeriods running(Handle handle, long userId, long now) {
    return new PlanPeriods(
        handle
            .createQuery(
                """
                select charge_id, plan, expires_at from subscriptions
                where user_id = :user and starts_at <= :now and expires_at > :now
                order by expires_at, id
                """)
            .bind("user", userId)
            .bind("now", now)
            .map((rs, _) ->
                new Running(
                    rs.getString("charge_id"),
                    Label.parse(Plan.class, rs.getString("plan")),
                    rs.getLong("expires_at")))
            .list());
  }

  /// Until when the free minutes may be used; long ago when they were never given.
  static long freeUntil(Handle handle, long userId) {
    return handle
        .createQuery(
            "select expires_at from allowances where user_id = :user and account = :account")
        .bind("user", userId)
        .bind("account", Account.FREE.label())
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  static void freeUntil(Handle handle, long userId, long expiresAt) {
    int _ =
        handle
            .createUpdate(
                """
                insert into allowances (user_id, account, expires_at) values (:user, :account, :expiresAt)
                on conflict (user_id, account) do update set expires_at = excluded.expires_at
                """)
            .bind("user", userId)
            .bind("account", Account.FREE.label())
            .bind("expiresAt", expiresAt)
            .execute();
  }
}
