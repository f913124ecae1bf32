package org.voice2text.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import org.voice2text.bot.billing.Billing;
import org.voice2text.bot.billing.Billing.Renewal;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.model.store.Database;

/// Sees to it that Telegram charges nobody any more who gets nothing for it. May be done again at
/// any time. Thread-safe.
final class Renewals {
  /// Name of its transaction, for measurement.
  static final String OPERATION = "load_renewals";

  private final Database database;
  private final TelegramHost telegram;
  private final Billing billing;

  Renewals(Database database, TelegramHost telegram, Billing billing) {
    this.database = database;
    this.telegram = telegram;
    this.billing = billing;
  }

  /// Cancels all subscriptions of a person.
  ///
  /// @param user the database's key
  /// @param person Telegram's id
  /// @return what the owner is told, a sentence for each
  /// @throws TelegramException if another time may help
  List<String> cancelAll(Texts texts, long user, long person)
      throws TelegramException, InterruptedException {
    List<String> told = new ArrayList<>();
    for (Renewal renewal : database.transaction(OPERATION, h -> billing.renewals(h, user))) {
      told.add(cancel(texts, renewal, person));
    }
    return told;
  }

  /// @param person Telegram's id
  /// @return what the owner is told
  /// @throws TelegramException if another time may help
  String cancel(Texts texts, Renewal renewal, long person)
      throws TelegramException, InterruptedException {
    if (!telegram.botIds().contains(renewal.botId())) {
      return texts.get("renewal.other_bot", Long.toString(renewal.botId()));
    }
    try {
      telegram.stars(renewal.botId()).cancelRenewal(person, renewal.firstCharge());
      return texts.get("renewal.cancelled");
    } catch (TelegramException e) {
      if (e.mayPass()) {
        throw e;
      }
      return texts.get("renewal.refused", String.valueOf(e.getMessage()));
    }
  }
}
