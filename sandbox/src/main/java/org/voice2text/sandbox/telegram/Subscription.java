package org.voice2text.sandbox.telegram;

import java.time.Instant;

/// A payment that renews itself.
///
/// @param id charge id of its first payment
/// @param canceledByUser not renewed, until the user changes their mind
/// @param canceledByBot not renewed, whatever the user wants
public record Subscription(
    String id,
    User user,
    Invoice invoice,
    Instant paidUntil,
    boolean canceledByUser,
    boolean canceledByBot) {

  public boolean isRenewed() {
    return !canceledByUser && !canceledByBot;
  }

  Subscription until(Instant end) {
    return new Subscription(id, user, invoice, end, canceledByUser, canceledByBot);
  }

  Subscription byUser(boolean canceled) {
    return new Subscription(id, user, invoice, paidUntil, canceled, canceledByBot);
  }

  Subscription byBot(boolean canceled) {
    return new Subscription(id, user, invoice, paidUntil, canceledByUser, canceled);
  }
}
