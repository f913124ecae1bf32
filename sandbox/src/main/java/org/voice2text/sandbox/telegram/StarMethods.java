package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// The methods about Stars. Confined to the world's lock.
final class StarMethods {
  private static final int MOST_TRANSACTIONS = 100;

  private final WorldState state;
  private final SendMethods sending;

  StarMethods(WorldState state, SendMethods sending) {
    this.state = state;
    this.sending = sending;
  }

  void register(Map<String, ApiMethod> methods) {
    methods.put("sendInvoice", this::sendInvoice);
    methods.put("createInvoiceLink", this::createInvoiceLink);
    methods.put("answerPreCheckoutQuery", this::answerPreCheckoutQuery);
    methods.put("refundStarPayment", this::refundStarPayment);
    methods.put("editUserStarSubscription", this::editUserStarSubscription);
    methods.put("getStarTransactions", this::getStarTransactions);
    methods.put("getMyStarBalance", (bot, _) -> balance(bot));
  }

  private JsonNode sendInvoice(BotAccount bot, Params params) {
    Invoice invoice = InvoiceParams.read(bot, params, false);
    ChatLog log = state.access().writable(bot, params);
    List<List<Button>> buttons = MessageParams.buttons(params);
    if (buttons.isEmpty()) {
      String label = "Pay ⭐️" + invoice.stars();
      buttons = List.of(List.of(new Button(label, null, null, null, true)));
    } else if (!buttons.getFirst().getFirst().pay()) {
      throw ApiException.badRequest("REPLY_MARKUP_BUY_EMPTY");
    }
    NewMessage message =
        new NewMessage(bot.user).special(new Special.Bill(invoice)).buttons(buttons);
    return state.json(log, sending.post(bot, log, params, message));
  }

  private JsonNode createInvoiceLink(BotAccount bot, Params params) {
    Invoice invoice = InvoiceParams.read(bot, params, true);
    StarBook book = state.cashier().book;
    String link = "https://t.me/$pretend" + book.newId();
    book.links.put(link, invoice);
    return TextNode.valueOf(link);
  }

  private JsonNode answerPreCheckoutQuery(BotAccount bot, Params params) {
    boolean agreed = params.flag("ok");
    if (!agreed && params.text("error_message").isEmpty()) {
      throw ApiException.required("error_message");
    }
    @Nullable Checkout checkout = state.cashier().checkout(params.text("pre_checkout_query_id"));
    if (checkout == null
        || checkout.invoice().botId() != bot.user.id()
        || checkout.state() != Checkout.State.WAITING) {
      throw ApiException.badRequest(
          "query is too old and response timeout expired or query ID is invalid");
    }
    if (agreed) {
      state.cashier().agree(checkout);
    } else {
      state.cashier().refuse(checkout, params.text("error_message"));
    }
    return BooleanNode.TRUE;
  }

  private JsonNode refundStarPayment(BotAccount bot, Params params) {
    Payment payment = payment(bot, params);
    if (state.cashier().book.isRefunded(payment)) {
      throw ApiException.badRequest("CHARGE_ALREADY_REFUNDED");
    }
    state.cashier().refund(payment);
    return BooleanNode.TRUE;
  }

  private JsonNode editUserStarSubscription(BotAccount bot, Params params) {
    // Named by its first payment; that of a renewal will not do.
    String id = payment(bot, params).chargeId();
    StarBook book = state.cashier().book;
    @Nullable Subscription subscription = book.subscriptions.get(id);
    if (subscription == null) {
      throw ApiException.badRequest("SUBSCRIPTION_NOT_ACTIVE");
    }
    book.subscriptions.put(id, subscription.byBot(params.flag("is_canceled")));
    return BooleanNode.TRUE;
  }

  private Payment payment(BotAccount bot, Params params) {
    if (params.number("user_id") <= 0) {
      throw ApiException.badRequest("invalid user_id specified");
    }
    String chargeId = params.text("telegram_payment_charge_id");
    if (chargeId.isEmpty()) {
      throw ApiException.required("telegram_payment_charge_id");
    }
    Optional<Payment> found =
        state.cashier().book.find(bot.user.id(), params.number("user_id"), chargeId);
    return found.orElseThrow(() -> ApiException.badRequest("CHARGE_NOT_FOUND"));
  }

  private JsonNode getStarTransactions(BotAccount bot, Params params) {
    long limit =
        Math.clamp(
            params.optionalNumber("limit").orElse((long) MOST_TRANSACTIONS), 1, MOST_TRANSACTIONS);
    ObjectNode result = Json.object();
    ArrayNode transactions = result.putArray("transactions");
    state.cashier().book.of(bot.user.id()).stream()
        .skip(Math.max(0, params.number("offset")))
        .limit(limit)
        .forEach(it -> transactions.add(PaymentJson.transaction(it)));
    return result;
  }

  private JsonNode balance(BotAccount bot) {
    return Json.object().put("amount", state.cashier().book.balanceOfBot(bot.user.id()));
  }
}
