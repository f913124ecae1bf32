package org.voice2text.bot.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.billing.Billing;
import org.voice2text.bot.billing.Billing.Objection;
import org.voice2text.bot.billing.Billing.Receipt;
import org.voice2text.bot.billing.Product;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.model.store.Database;

/// Answers what Telegram tells of payments. Thread-safe.
final class Cashier {
  /// Names of its transactions, for measurement.
  static final List<String> OPERATIONS = List.of("check_payment", "credit_payment");

  private static final Logger log = LoggerFactory.getLogger(Cashier.class);

  private final Database database;
  private final Answers answers;
  private final TelegramHost telegram;
  private final Billing billing;

  Cashier(Database database, Answers answers, TelegramHost telegram, Billing billing) {
    this.database = database;
    this.answers = answers;
    this.telegram = telegram;
    this.billing = billing;
  }

  /// Telegram waits for 10 s.
  void check(UpdateKey update, Incoming.PreCheckout query)
      throws TelegramException, InterruptedException {
    Optional<Objection> objection =
        database.transaction(
            "check_payment",
            h ->
                billing.check(
                    h,
                    answers.touch(h, query.sender()),
                    query.currency(),
                    query.amount(),
                    query.payload()));
    Texts texts = Texts.of(query.sender().language());
    @Nullable String reason =
        objection
            .map(o ->
                switch (o) {
                  case UNKNOWN -> texts.get("payment.unknown");
                  case ANOTHERS -> texts.get("payment.anothers");
                  case OUTDATED -> texts.get("payment.outdated");
                })
            .orElse(null);
    telegram.stars(update.botId()).answer(query.queryId(), reason);
    answers.finish(update, query, Answers.NOTHING);
  }

  /// The update ends once the payer is told: should that fail, or the process be killed, it comes
  /// again, is not credited again, and is told.
  void paid(UpdateKey update, Incoming.Message message, Incoming.Payment payment)
      throws TelegramException, InterruptedException {
    Receipt receipt =
        database.transaction("credit_payment", h -> credit(h, update, message, payment));
    Texts texts = answers.texts(message);
    switch (receipt) {
      case Receipt.Credited(Product product, @Nullable Instant until) ->
          tell(
              message,
              until == null
                  ? texts.get("payment.thanks", PlansHandler.name(texts, product))
                  : texts.get(
                      "payment.thanks_until",
                      PlansHandler.name(texts, product),
                      texts.date(until)));
      case Receipt.GivenBack _ -> {}
      case Receipt.Unmatched _ -> {
        log.error(
            "The payment {} fits no invoice: look into it, and give it back with /refund",
            payment.chargeId());
        tell(message, texts.get("payment.unmatched"));
      }
    }
    answers.finishAnswered(update, message, Answers.NOTHING);
  }

  private Receipt credit(
      Handle handle, UpdateKey update, Incoming.Message message, Incoming.Payment payment) {
    @Nullable Long user = answers.touch(handle, message.sender());
    return user == null
        ? new Receipt.Unmatched()
        : billing.paid(
            handle,
            update.botId(),
            user,
            payment.chargeId(),
            payment.amount(),
            payment.payload(),
            payment.subscriptionUntil(),
            payment.isRenewal());
  }

  /// The payer is told also when the owner gave it back, who took the minutes already.
  void refunded(UpdateKey update, Incoming.Message message, Incoming.Refund refund)
      throws TelegramException, InterruptedException {
    boolean isOurs =
        database.transaction(
            "credit_payment",
            h -> {
              boolean _ = billing.refunded(h, refund.chargeId());
              return billing.refundable(h, refund.chargeId()).isPresent();
            });
    if (isOurs) {
      tell(message, answers.texts(message).get("payment.refunded"));
    }
    answers.finishAnswered(update, message, Answers.NOTHING);
  }

  private void tell(Incoming.Message message, String text)
      throws TelegramException, InterruptedException {
    int _ =
        answers
            .messenger(message.chat())
            .send(message.chat(), FormattedText.plain(text), null, Priority.ANSWER);
  }
}
