package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// Bills and payments the way the Bot API shows them.
final class PaymentJson {
  private PaymentJson() {}

  static ObjectNode invoice(Invoice invoice) {
    return Json.object()
        .put("title", invoice.title())
        .put("description", invoice.description())
        .put("start_parameter", invoice.startParameter())
        .put("currency", Cashier.CURRENCY)
        .put("total_amount", invoice.stars());
  }

  static ObjectNode paid(Payment payment) {
    ObjectNode node =
        refunded(payment).put("provider_payment_charge_id", payment.user().id() + "_1");
    @Nullable Instant end = payment.paidUntil();
    if (end != null) {
      node.put("subscription_expiration_date", end.getEpochSecond()).put("is_recurring", true);
    }
    return payment.isFirstOfSubscription() ? node.put("is_first_recurring", true) : node;
  }

  static ObjectNode refunded(Payment payment) {
    return Json.object()
        .put("currency", Cashier.CURRENCY)
        .put("total_amount", payment.invoice().stars())
        .put("invoice_payload", payment.invoice().payload())
        .put("telegram_payment_charge_id", payment.chargeId());
  }

  static ObjectNode transaction(StarTransaction transaction) {
    Payment payment = transaction.payment();
    ObjectNode partner =
        Json.object().put("type", "user").put("transaction_type", "invoice_payment");
    partner.set("user", MessageJson.user(payment.user()));
    partner.put("invoice_payload", payment.invoice().payload());
    if (payment.invoice().isSubscription()) {
      partner.put("subscription_period", payment.invoice().subscriptionSeconds());
    }
    ObjectNode node =
        Json.object()
            .put("id", payment.chargeId())
            .put("amount", payment.invoice().stars())
            .put("date", transaction.date().getEpochSecond());
    return node.set(transaction.refund() ? "receiver" : "source", partner);
  }
}
