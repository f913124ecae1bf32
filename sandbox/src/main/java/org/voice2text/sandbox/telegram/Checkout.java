package org.voice2text.sandbox.telegram;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A person's attempt to pay.
///
/// @param id of the `pre_checkout_query`
/// @param deadline until when the bot may agree
/// @param error what the bot, or Telegram, told the person
/// @param chargeId of the payment, once there is one
public record Checkout(
    String id,
    User user,
    Invoice invoice,
    Instant deadline,
    State state,
    @Nullable String error,
    @Nullable String chargeId) {

  /// How far it has got.
  public enum State {
    /// The bot has not answered yet.
    WAITING,
    PAID,
    /// The bot refused.
    REFUSED,
    /// The bot did not answer within ten seconds.
    EXPIRED,
    /// The bot agreed, but the person had too few Stars.
    UNPAID
  }

  Checkout now(State next, @Nullable String why, @Nullable String charge) {
    return new Checkout(id, user, invoice, deadline, next, why, charge);
  }
}
