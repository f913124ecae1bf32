package org.voice2text.sandbox.telegram;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Stars that went from a person to a bot.
///
/// @param chargeId the `telegram_payment_charge_id`, unique
/// @param subscription charge id of the subscription's first payment; null for a single purchase
/// @param paidUntil end of what a subscription's payment pays for
public record Payment(
    String chargeId,
    User user,
    Invoice invoice,
    Instant date,
    @Nullable String subscription,
    @Nullable Instant paidUntil) {

  boolean isFirstOfSubscription() {
    return chargeId.equals(subscription);
  }
}
