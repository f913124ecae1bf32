package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads a bill, with Telegram's checks for bills in Stars.
final class InvoiceParams {
  private static final int LONGEST_TITLE = 32;
  private static final int LONGEST_DESCRIPTION = 255;
  private static final int LONGEST_PAYLOAD = 128;
  private static final int MOST_STARS = 10_000;
  private static final int MONTH = 2_592_000;

  private InvoiceParams() {}

  /// @param link whether the bill is for a link, which alone can be a subscription
  static Invoice read(BotAccount bot, Params params, boolean link) {
    for (String field : List.of("title", "description", "payload", "currency", "prices")) {
      if (!params.has(field)) {
        throw ApiException.required(field);
      }
    }
    check(params.text("title"), LONGEST_TITLE, "TITLE_INVALID");
    check(params.text("description"), LONGEST_DESCRIPTION, "DESCRIPTION_INVALID");
    String payload = params.text("payload");
    if (payload.isEmpty() || payload.getBytes(StandardCharsets.UTF_8).length > LONGEST_PAYLOAD) {
      throw ApiException.badRequest("INVOICE_PAYLOAD_INVALID");
    }
    if (!params.text("currency").equals(Cashier.CURRENCY)) {
      throw ApiException.badRequest("PAYMENT_PROVIDER_INVALID");
    }
    if (!params.text("provider_token").isEmpty() || params.number("max_tip_amount") != 0) {
      throw ApiException.badRequest("STARS_INVOICE_INVALID");
    }
    return new Invoice(
        bot.user.id(),
        params.text("title"),
        params.text("description"),
        payload,
        params.text("start_parameter"),
        price(params.json("prices")),
        period(params, link));
  }

  private static void check(String text, int longest, String rule) {
    if (text.isBlank() || text.length() > longest) {
      throw ApiException.badRequest(rule);
    }
  }

  private static int price(JsonNode prices) {
    if (!prices.isArray()) {
      throw ApiException.badRequest("expected an Array of labeled prices");
    }
    if (prices.isEmpty()) {
      throw ApiException.badRequest("there must be at least one price");
    }
    if (prices.size() > 1) {
      throw ApiException.badRequest("STARS_INVOICE_INVALID");
    }
    JsonNode price = prices.path(0);
    if (price.path("label").asText("").isEmpty()) {
      throw ApiException.badRequest(
          "can't parse labeled price: LabeledPrice label must be non-empty");
    }
    long amount = price.path("amount").asLong();
    if (amount < 1 || amount > MOST_STARS) {
      throw ApiException.badRequest("CURRENCY_TOTAL_AMOUNT_INVALID");
    }
    return (int) amount;
  }

  private static int period(Params params, boolean link) {
    long period = params.number("subscription_period");
    if (period != 0 && (!link || period != MONTH)) {
      throw ApiException.badRequest("SUBSCRIPTION_PERIOD_INVALID");
    }
    return (int) period;
  }
}
