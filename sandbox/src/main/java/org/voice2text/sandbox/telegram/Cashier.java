package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// Moves Stars: asks the bot, takes the Stars, tells the bot. Confined to the world's lock.
final class Cashier {
  static final String CURRENCY = "XTR";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final WorldState state;
  final StarBook book = new StarBook();

  Cashier(WorldState state) {
    this.state = state;
  }

  /// @param receipt the bill in a chat that will be marked as paid; null for a link
  Checkout begin(User user, Invoice invoice, @Nullable Message receipt) {
    String id = book.newId();
    Checkout checkout =
        new Checkout(
            id, user, invoice, state.instant().plus(PATIENCE), Checkout.State.WAITING, null, null);
    book.checkouts.put(id, checkout);
    if (receipt != null) {
      book.receipts.put(id, key(receipt));
    }
    ObjectNode query = Json.object().put("id", id);
    query.set("from", MessageJson.user(user));
    query
        .put("currency", CURRENCY)
        .put("total_amount", invoice.stars())
        .put("invoice_payload", invoice.payload());
    long _ = state.bot(invoice.botId()).queue.add("pre_checkout_query", query);
    return checkout;
  }

  static String key(Message bill) {
    return "%d/%d/%d".formatted(bill.chat().id(), bill.chat().botId(), bill.id());
  }

  boolean isPaid(Message bill) {
    return book.receipts.containsKey(key(bill));
  }

  /// As it stands now.
  @Nullable Checkout checkout(String id) {
    @Nullable Checkout checkout = book.checkouts.get(id);
    if (checkout != null
        && checkout.state() == Checkout.State.WAITING
        && checkout.deadline().isBefore(state.instant())) {
      return checkout.now(Checkout.State.EXPIRED, "The bot did not answer in time", null);
    }
    return checkout;
  }

  void refuse(Checkout checkout, String error) {
    settle(checkout.now(Checkout.State.REFUSED, error, null));
  }

  void agree(Checkout checkout) {
    Invoice invoice = checkout.invoice();
    if (book.balance(checkout.user()) < invoice.stars()) {
      settle(checkout.now(Checkout.State.UNPAID, "You have too few Stars", null));
      return;
    }
    String chargeId = newChargeId();
    Instant now = state.now();
    @Nullable Instant end = invoice.isSubscription() ? now.plus(book.subscriptionLength) : null;
    Payment payment =
        new Payment(
            chargeId,
            checkout.user(),
            invoice,
            now,
            invoice.isSubscription() ? chargeId : null,
            end);
    book.record(payment);
    if (end != null) {
      Subscription subscription =
          new Subscription(chargeId, checkout.user(), invoice, end, false, false);
      book.subscriptions.put(chargeId, subscription);
    }
    @Nullable String bill = book.receipts.remove(checkout.id());
    if (bill != null) {
      book.receipts.put(bill, chargeId);
    }
    settle(checkout.now(Checkout.State.PAID, null, chargeId));
    announce(payment, new Special.Paid(payment));
  }

  private String newChargeId() {
    return "stxPretend" + book.newId();
  }

  private void settle(Checkout checkout) {
    book.checkouts.put(checkout.id(), checkout);
    state.emit(new WorldChange.CheckoutChanged(checkout));
  }

  private void announce(Payment payment, Special what) {
    ChatLog log = state.openPrivate(payment.invoice().botId(), payment.user());
    Message _ = state.posts().add(log, new NewMessage(payment.user()).special(what));
  }

  /// The next month of a subscription.
  Payment renew(Subscription subscription) {
    Instant now = state.now();
    Instant start = subscription.paidUntil().isAfter(now) ? subscription.paidUntil() : now;
    Instant end = start.plus(book.subscriptionLength);
    Payment payment =
        new Payment(
            newChargeId(),
            subscription.user(),
            subscription.invoice(),
            now,
            subscription.id(),
            end);
    book.record(payment);
    book.subscriptions.put(subscription.id(), subscription.until(end));
    announce(payment, new Special.Paid(payment));
    return payment;
  }

  void refund(Payment payment) {
    book.transactions.add(new StarTransaction(payment, state.now(), true));
    book.setBalance(payment.user(), book.balance(payment.user()) + payment.invoice().stars());
    announce(payment, new Special.Refunded(payment));
  }
}
