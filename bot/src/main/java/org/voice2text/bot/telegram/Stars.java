package org.voice2text.bot.telegram;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.AnswerPreCheckoutQuery;
import org.telegram.telegrambots.meta.api.methods.invoices.CreateInvoiceLink;
import org.telegram.telegrambots.meta.api.methods.invoices.SendInvoice;
import org.telegram.telegrambots.meta.api.methods.payments.RefundStarPayment;
import org.telegram.telegrambots.meta.api.objects.payments.LabeledPrice;

/// Payments in Telegram Stars for one bot: no provider, one price, and for a subscription the only
/// period that there is. Thread-safe.
public final class Stars {
  private static final String CURRENCY = "XTR";
  private static final int PERIOD_SECONDS = 2_592_000;

  private final TelegramApi api;

  Stars(TelegramApi api) {
    this.api = api;
  }

  /// What a bill says.
  ///
  /// @param title 1 to 32 characters
  /// @param description 1 to 255 characters
  /// @param payload 1 to 128 bytes that come back with the payment
  public record Bill(String title, String description, String payload, int stars) {}

  /// Sends a bill that is paid once.
  public void send(ChatRef chat, Bill bill) throws TelegramException, InterruptedException {
    Object _ =
        api.call(
            SendInvoice.builder()
                .chatId(chat.chatId())
                .messageThreadId(chat.threadId())
                .title(bill.title())
                .description(bill.description())
                .payload(bill.payload())
                .providerToken("")
                .currency(CURRENCY)
                .prices(price(bill))
                .startParameter("")
                .build());
  }

  /// The address at which a subscription is paid.
  public String subscriptionLink(Bill bill) throws TelegramException, InterruptedException {
    return api.call(
        CreateInvoiceLink.builder()
            .title(bill.title())
            .description(bill.description())
            .payload(bill.payload())
            .providerToken("")
            .currency(CURRENCY)
            .prices(price(bill))
            .subscriptionPeriod(PERIOD_SECONDS)
            .build());
  }

  private static List<LabeledPrice> price(Bill bill) {
    return List.of(new LabeledPrice(bill.title(), bill.stars()));
  }

  /// Lets a payment go on, or not.
  ///
  /// @param objection what the payer is told; null lets it go on
  public void answer(String queryId, @Nullable String objection)
      throws TelegramException, InterruptedException {
    boolean _ =
        api.call(
            AnswerPreCheckoutQuery.builder()
                .preCheckoutQueryId(queryId)
                .ok(objection == null)
                .errorMessage(objection)
                .build());
  }

  /// Gives Stars back. That they were given back before is success.
  public void refund(long userId, String chargeId) throws TelegramException, InterruptedException {
    try {
      boolean _ =
          api.call(
              RefundStarPayment.builder().userId(userId).telegramPaymentChargeId(chargeId).build());
    } catch (TelegramException e) {
      String message = Objects.requireNonNullElse(e.getMessage(), "");
      if (!message.toUpperCase(Locale.ROOT).contains("CHARGE_ALREADY_REFUNDED")) {
        throw e;
      }
    }
  }
}
