package org.voice2text.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.billing.Billing;
import org.voice2text.bot.billing.Billing.Refundable;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.model.event.Operation;
import org.voice2text.model.store.Database;

/// `/refund <charge> [telegram id]`: Telegram stops renewing a subscription, gives the Stars back,
/// then the minutes are taken back. After a kill in between, the command comes again, and Telegram
/// says that it gave them back already. The id is needed only for a person who had their data
/// deleted. Thread-safe.
final class RefundHandler {
  /// Names of its transactions, for measurement.
  static final List<String> OPERATIONS = List.of("load_payment", "book_refund");

  private static final Pattern ARGUMENTS = Pattern.compile("(\\S{1,200})(?:\\s+([1-9]\\d{0,17}))?");

  private final Database database;
  private final Answers answers;
  private final TelegramHost telegram;
  private final Billing billing;
  private final Renewals renewals;

  RefundHandler(
      Database database,
      Answers answers,
      TelegramHost telegram,
      Billing billing,
      Renewals renewals) {
    this.database = database;
    this.answers = answers;
    this.telegram = telegram;
    this.billing = billing;
    this.renewals = renewals;
  }

  /// A payment with the person who gets the Stars; null for one who was forgotten.
  private record Found(Refundable payment, @Nullable Long payer) {}

  void handle(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    Texts texts = answers.texts(message);
    Matcher arguments = ARGUMENTS.matcher(command.arguments());
    String text =
        arguments.matches()
            ? refund(texts, arguments.group(1), arguments.group(2))
            : texts.get("refund.how");
    answers.reply(update, message, FormattedText.plain(text), Operation.ADMIN);
  }

  /// @param payer as the owner states it; null when not stated
  private String refund(Texts texts, String charge, @Nullable String payer)
      throws TelegramException, InterruptedException {
    Optional<Found> found = database.transaction("load_payment", h -> find(h, charge));
    if (found.isEmpty()) {
      return texts.get("refund.unknown");
    }
    Refundable payment = found.get().payment();
    Long known = found.get().payer();
    Long stated = payer == null ? null : (Long) Long.parseLong(payer);
    Long person = known == null ? stated : known;
    if (payment.isRefunded()) {
      return texts.get("refund.before") + renewal(texts, payment, person);
    }
    if (!telegram.botIds().contains(payment.botId())) {
      return texts.get("refund.other_bot", Long.toString(payment.botId()));
    }
    if (person == null) {
      return texts.get("refund.whose");
    }
    // First: whoever cannot get their Stars back shall at least not pay again.
    String renewal = renewal(texts, payment, person);
    try {
      telegram.stars(payment.botId()).refund(person, charge);
    } catch (TelegramException e) {
      if (e.mayPass()) {
        throw e;
      }
      return texts.get("refund.refused", String.valueOf(e.getMessage())) + renewal;
    }
    boolean _ = database.transaction("book_refund", h -> billing.refunded(h, charge));
    return texts.get("refund.done", payment.stars()) + renewal;
  }

  /// Cancels the subscription that was paid for.
  ///
  /// @return what the owner is told of that; empty when there is nothing to cancel
  private String renewal(Texts texts, Refundable payment, @Nullable Long person)
      throws TelegramException, InterruptedException {
    return payment.renewal() == null || person == null
        ? ""
        : "\n" + renewals.cancel(texts, payment.renewal(), person);
  }

  private Optional<Found> find(Handle handle, String charge) {
    return billing
        .refundable(handle, charge)
        .map(payment ->
            new Found(
                payment, PersonalDataStore.telegramId(handle, payment.userId()).orElse(null)));
  }
}
