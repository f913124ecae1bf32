package org.voice2text.bot.billing;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.billing.PaymentStore.Invoice;
import org.voice2text.bot.billing.PaymentStore.Payment;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.model.event.PaymentStatus;
import org.voice2text.model.event.TechnicalEvent;

/// Sells plans and minutes for Telegram Stars. Every method works inside the caller's transaction.
/// Thread-safe.
public final class Billing {
  /// The currency of Telegram Stars.
  public static final String STARS = "XTR";

  private static final int PAYLOAD_BYTES = 16;

  private final Minutes minutes;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public Billing(Minutes minutes, Telemetry telemetry, InstantSource clock) {
    this.minutes = minutes;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  /// Writes an invoice.
  ///
  /// @return its payload, by which the payment will name it
  public String offer(Handle handle, long userId, Product product) {
    byte[] bytes = new byte[PAYLOAD_BYTES];
    random.nextBytes(bytes);
    String payload = HexFormat.of().formatHex(bytes);
    PaymentStore.insertInvoice(
        handle, payload, new Invoice(userId, product.code(), product.stars()), clock.millis());
    return payload;
  }

  /// Why a payment must not go on.
  public enum Objection {
    /// The invoice does not exist, or says something else.
    UNKNOWN,
    /// It was written for another person.
    ANOTHERS,
    /// What it offers is not sold any more, or at another price.
    OUTDATED
  }

  /// Whether a payment may go on.
  ///
  /// @return nothing if it may
  public Optional<Objection> check(
      Handle handle, @Nullable Long userId, String currency, long amount, String payload) {
    Optional<Objection> objection = objection(handle, userId, currency, amount, payload);
    if (objection.isPresent()) {
      telemetry.emit(
          handle, new TechnicalEvent.PaymentProcessed(userId, PaymentStatus.FAILED, amount));
    }
    return objection;
  }

  private static Optional<Objection> objection(
      Handle handle, @Nullable Long userId, String currency, long amount, String payload) {
    Optional<Invoice> invoice = PaymentStore.invoice(handle, payload);
    if (invoice.isEmpty() || !currency.equals(STARS) || invoice.get().stars() != amount) {
      return Optional.of(Objection.UNKNOWN);
    }
    if (userId == null || invoice.get().userId() != userId) {
      return Optional.of(Objection.ANOTHERS);
    }
    boolean sold = Product.of(invoice.get().product()).filter(p -> p.stars() == amount).isPresent();
    return sold ? Optional.empty() : Optional.of(Objection.OUTDATED);
  }

  /// What became of a payment.
  public sealed interface Receipt {
    /// @param until the end of a subscription; null for minutes
    record Credited(Product product, @Nullable Instant until) implements Receipt {}

    /// It was given back meanwhile.
    record GivenBack() implements Receipt {}

    /// It fits no invoice of ours: the owner has to look.
    record Unmatched() implements Receipt {}
  }

  /// Credits a payment, once; says the same each time, so that nobody's thanks are lost with a
  /// process that was killed before it told them.
  ///
  /// @param subscriptionUntil as Telegram tells it; null when it does not
  /// @param isRenewal whether Telegram has renewed a subscription
  public Receipt paid(
      Handle handle,
      long botId,
      long userId,
      String chargeId,
      long amount,
      String payload,
      @Nullable Instant subscriptionUntil,
      boolean isRenewal) {
    Optional<Payment> known = PaymentStore.payment(handle, chargeId);
    if (known.isPresent()) {
      return again(handle, known.get());
    }
    Optional<Product> product =
        PaymentStore.invoice(handle, payload).flatMap(invoice -> Product.of(invoice.product()));
    String code = product.map(Product::code).orElse("unknown");
    @Nullable String subscription = null;
    if (subscriptionUntil != null || product.orElse(null) instanceof Product.Subscription) {
      Optional<String> renewed =
          isRenewal ? PaymentStore.renewed(handle, botId, userId, code, payload) : Optional.empty();
      subscription = renewed.orElse(chargeId);
    }
    Payment payment = new Payment(chargeId, botId, userId, code, amount, subscription, null);
    boolean _ = PaymentStore.insert(handle, payment, payload, clock.millis());
    if (product.isEmpty()) {
      telemetry.emit(
          handle, new TechnicalEvent.PaymentProcessed(userId, PaymentStatus.FAILED, amount));
      return new Receipt.Unmatched();
    }
    telemetry.emit(
        handle, new TechnicalEvent.PaymentProcessed(userId, PaymentStatus.SUCCESS, amount));
    return new Receipt.Credited(
        product.get(), credit(handle, userId, chargeId, product.get(), subscriptionUntil));
  }

  private static Receipt again(Handle handle, Payment payment) {
    if (payment.refundedAt() != null) {
      return new Receipt.GivenBack();
    }
    @Nullable Instant until =
        PaymentStore.end(handle, payment.chargeId()).map(Instant::ofEpochMilli).orElse(null);
    return Product.of(payment.product())
        .<Receipt>map(product -> new Receipt.Credited(product, until))
        .orElseGet(Receipt.Unmatched::new);
  }

  private @Nullable Instant credit(
      Handle handle,
      long userId,
      String chargeId,
      Product product,
      @Nullable Instant subscriptionUntil) {
    switch (product) {
      case Product.Minutes bought -> {
        minutes.give(handle, EntryKind.PAYMENT, userId, chargeId, bought.duration());
        return null;
      }
      case Product.Subscription subscription -> {
        Instant until =
            subscriptionUntil == null ? clock.instant().plus(Product.PERIOD) : subscriptionUntil;
        minutes.begin(handle, userId, chargeId, subscription, until.toEpochMilli());
        telemetry.emit(
            handle, new TechnicalEvent.SubscriptionActivated(userId, subscription.plan()));
        return until;
      }
    }
  }

  /// A payment that can be given back; nothing when there is none with this charge.
  public Optional<Refundable> refundable(Handle handle, String chargeId) {
    return PaymentStore.payment(handle, chargeId)
        .map(p ->
            new Refundable(
                p.botId(),
                p.userId(),
                p.stars(),
                p.refundedAt() != null,
                p.subscription() == null ? null : new Renewal(p.botId(), p.subscription())));
  }

  /// @param isRefunded whether it was given back already
  /// @param renewal the subscription that it was for; null when there is none
  public record Refundable(
      long botId, long userId, long stars, boolean isRefunded, @Nullable Renewal renewal) {}

  /// A subscription, which Telegram renews until it is cancelled.
  ///
  /// @param firstCharge of its first payment, by which Telegram knows it
  public record Renewal(long botId, String firstCharge) {}

  /// The subscriptions of a user of which a period runs.
  public List<Renewal> renewals(Handle handle, long userId) {
    return PaymentStore.renewals(handle, userId, clock.millis());
  }

  /// Takes back what a payment gave, once Telegram has given the Stars back.
  ///
  /// @return false if that was done before, or there is no such payment
  public boolean refunded(Handle handle, String chargeId) {
    Optional<Payment> payment = PaymentStore.payment(handle, chargeId);
    if (payment.isEmpty() || !PaymentStore.refund(handle, chargeId, clock.millis())) {
      return false;
    }
    long user = payment.get().userId();
    switch (Product.of(payment.get().product()).orElse(null)) {
      case null -> {}
      case Product.Minutes bought ->
          minutes.takeBack(handle, user, chargeId, Account.PACKAGE, bought.duration());
      case Product.Subscription _ -> minutes.end(handle, user, chargeId);
    }
    telemetry.emit(
        handle,
        new TechnicalEvent.PaymentProcessed(user, PaymentStatus.REFUNDED, payment.get().stars()));
    return true;
  }

  /// Gives a user minutes that do not expire, as a present of the owner.
  ///
  /// @param gift names the present: the same one is given once
  /// @param since when it was first asked for
  public void present(Handle handle, long userId, Duration time, String gift, Instant since) {
    if (!LedgerStore.isGiven(handle, userId, gift, since.toEpochMilli())) {
      minutes.give(handle, EntryKind.CREDIT, userId, gift, time);
    }
  }

  /// The charges of a user's last payments, the youngest first.
  public List<String> charges(Handle handle, long userId, int limit) {
    return PaymentStore.payments(handle, userId, limit).stream().map(Payment::chargeId).toList();
  }

  public Minutes minutes() {
    return minutes;
  }
}
