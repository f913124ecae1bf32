package org.voice2text.bot.telegram;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.AnswerPreCheckoutQuery;
import org.telegram.telegrambots.meta.api.methods.invoices.CreateInvoiceLink;
import org.telegram.telegrambots.meta.api.methods.invoices.SendInvoice;
import org.telegram.telegrambots.meta.api.methods.payments.RefundStarPayment;
import org.telegram.telegrambots.meta.api.methods.payments.star.EditUserStarSubscription;
import org.telegram.telegrambots.meta.api.objects.payments.LabeledPrice;

/// Payments in Telegram Stars for one bot: no provider, one price, and for a subscription the only
/// period that there is. Thread-safe.
public final class Stars {
  private static final String CURRENCY = "XTR";
  private static final int PERIOD_SECONDS = 2_592_000;
  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private static final Logger log = LoggerFactory.getLogger(Stars.class);

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

  /// Lets a payment go on, or not. Telegram waits for 10 s: what fails for a moment is tried again
  /// at once, for 8 s at most.
  ///
  /// @param objection what the payer is told; null lets it go on
  public void answer(String queryId, @Nullable String objection)
      throws TelegramException, InterruptedException {
    AnswerPreCheckoutQuery answer =
        AnswerPreCheckoutQuery.builder()
            .preCheckoutQueryId(queryId)
            .ok(objection == null)
            .errorMessage(objection)
            .build();
    for (int i = 1; ; i++) {
      try {
        boolean _ = api.callPromptly(answer);
        return;
      } catch (TelegramException e) {
        if (i > 1 && e.kind() == TelegramException.Kind.REFUSED) {
          log.warn("A payment was answered at an earlier try, or too late: {}", e.getMessage());
          return;
        }
        if (i == TRIES || !mayPass(e)) {
          throw e;
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  /// Whether it helps to ask again before Telegram stops waiting.
  private static boolean mayPass(TelegramException e) {
    return e.kind() == TelegramException.Kind.UNAVAILABLE;
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

  /// Has Telegram not renew a subscription when its period ends. It may be cancelled already.
  ///
  /// @param firstCharge of its first payment
  public void cancelRenewal(long userId, String firstCharge)
      throws TelegramException, InterruptedException {
    boolean _ =
        api.call(
            EditUserStarSubscription.builder()
                .userId(userId)
                .telegramPaymentChargeId(firstCharge)
                .isCanceled(true)
                .build());
  }
}
