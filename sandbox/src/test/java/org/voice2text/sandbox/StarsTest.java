package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Checkout;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.Payment;
import org.voice2text.sandbox.telegram.Stars;
import org.voice2text.sandbox.telegram.Subscription;

/// Paying with Stars.
class StarsTest extends BotTest {
  private static final String BILL =
      "'title':'Pro','description':'A month','payload':'order-1','currency':'XTR','prices':[{'label':'Pro','amount':250}]";
  private static final String TOO_OLD =
      "Bad Request: query is too old and response timeout expired or query ID is invalid";
  private final Stars stars = world.stars();

  private Message bill() throws Exception {
    ok("sendInvoice", "{'chat_id':%d,%s}", alice.id(), BILL);
    return last(chat);
  }

  private String link() throws Exception {
    return ok("createInvoiceLink", "{%s,'subscription_period':2592000}", BILL).asText();
  }

  private JsonNode agree(String checkout) throws Exception {
    return ok("answerPreCheckoutQuery", "{'pre_checkout_query_id':'%s','ok':true}", checkout);
  }

  @Test
  void paysABill() throws Exception {
    Message bill = bill();
    assertThat(bill.buttons().getFirst().getFirst().pay()).isTrue();
    assertThat(bill.buttons().getFirst().getFirst().text()).isEqualTo("Pay ⭐️250");

    String checkout = stars.pay(alice, bill);
    JsonNode query = update().path("pre_checkout_query");
    assertThat(query.path("id").asText()).isEqualTo(checkout);
    assertThat(query.path("currency").asText()).isEqualTo("XTR");
    assertThat(query.path("total_amount").asInt()).isEqualTo(250);
    assertThat(query.path("invoice_payload").asText()).isEqualTo("order-1");
    assertThat(query.at("/from/id").asLong()).isEqualTo(alice.id());
    assertThat(stars.checkout(checkout).state()).isEqualTo(Checkout.State.WAITING);
    assertThat(stars.payments()).isEmpty();

    agree(checkout);
    JsonNode paid = update().at("/message/successful_payment");
    Payment payment = stars.payments().getFirst();
    assertThat(stars.checkout(checkout).chargeId()).isEqualTo(payment.chargeId());
    assertThat(paid.path("telegram_payment_charge_id").asText()).isEqualTo(payment.chargeId());
    assertThat(paid.path("invoice_payload").asText()).isEqualTo("order-1");
    assertThat(paid.path("total_amount").asInt()).isEqualTo(250);
    assertThat(paid.has("is_recurring")).isFalse();
    assertThat(stars.balance(alice)).isEqualTo(999_750);
    assertThat(ok("getMyStarBalance", "{}").path("amount").asInt()).isEqualTo(250);
    assertThat(stars.isPaid(bill)).isTrue();
    assertThatThrownBy(() -> stars.pay(alice, bill)).hasMessage("Message 1 is paid");
    refused(
        400,
        TOO_OLD,
        "answerPreCheckoutQuery",
        "{'pre_checkout_query_id':'%s','ok':true}",
        checkout);
  }

  @Test
  void takesNothingWhenTheBotRefuses() throws Exception {
    String checkout = stars.pay(alice, bill());
    refused(
        400,
        "Bad Request: parameter \"error_message\" is required",
        "answerPreCheckoutQuery",
        "{'pre_checkout_query_id':'%s','ok':false}",
        checkout);
    ok(
        "answerPreCheckoutQuery",
        "{'pre_checkout_query_id':'%s','ok':false,'error_message':'Sold out'}",
        checkout);

    assertThat(stars.checkout(checkout).state()).isEqualTo(Checkout.State.REFUSED);
    assertThat(stars.checkout(checkout).error()).isEqualTo("Sold out");
    assertThat(stars.payments()).isEmpty();
  }

  @Test
  void takesNothingFromThePoor() throws Exception {
    stars.setBalance(alice, 249);
    String checkout = stars.pay(alice, bill());
    agree(checkout);

    assertThat(stars.checkout(checkout).state()).isEqualTo(Checkout.State.UNPAID);
    assertThat(stars.payments()).isEmpty();
    assertThat(updates()).hasSize(1);
  }

  @Test
  void waitsTenSecondsForTheBot() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T12:00:00Z"));
    try (SandboxServer other = new SandboxServer(0, now::get);
        TestBot client = new TestBot(other)) {
      Chat chat = other.world().privateChat(TestBot.ID, other.world().alice());
      client
          .call("sendInvoice", TestBot.json("{'chat_id':%d,%s}".formatted(chat.id(), BILL)))
          .result();
      String checkout =
          other.world().stars().pay(other.world().alice(), other.world().messages(chat).getLast());

      now.updateAndGet(it -> it.plus(Duration.ofSeconds(11)));
      assertThat(other.world().stars().checkout(checkout).state())
          .isEqualTo(Checkout.State.EXPIRED);
      assertThat(
              client
                  .call(
                      "answerPreCheckoutQuery",
                      "{'pre_checkout_query_id':'" + checkout + "','ok':true}")
                  .description())
          .isEqualTo(TOO_OLD);
    }
  }

  @Test
  void renewsASubscriptionUntilItIsCanceled() throws Exception {
    String checkout = stars.pay(alice, link());
    agree(checkout);
    JsonNode first = updates().getLast().at("/message/successful_payment");
    assertThat(first.path("is_recurring").asBoolean()).isTrue();
    assertThat(first.path("is_first_recurring").asBoolean()).isTrue();
    Subscription subscription = stars.subscriptions().getFirst();
    long end = subscription.paidUntil().getEpochSecond();
    assertThat(first.path("subscription_expiration_date").asLong()).isEqualTo(end);

    Payment second = stars.renew(subscription.id());
    JsonNode renewed = update().at("/message/successful_payment");
    assertThat(renewed.path("telegram_payment_charge_id").asText())
        .isEqualTo(second.chargeId())
        .isNotEqualTo(subscription.id());
    assertThat(renewed.has("is_first_recurring")).isFalse();
    assertThat(renewed.path("subscription_expiration_date").asLong()).isEqualTo(end + 2_592_000);

    stars.setCanceled(subscription.id(), true);
    assertThatThrownBy(() -> stars.renew(subscription.id()))
        .hasMessage(subscription.id() + " is canceled");
    stars.setCanceled(subscription.id(), false);
    refused(
        400,
        "Bad Request: SUBSCRIPTION_NOT_ACTIVE",
        "editUserStarSubscription",
        "{'user_id':%d,'telegram_payment_charge_id':'%s','is_canceled':true}",
        alice.id(),
        second.chargeId());
    ok(
        "editUserStarSubscription",
        "{'user_id':%d,'telegram_payment_charge_id':'%s','is_canceled':true}",
        alice.id(),
        subscription.id());
    assertThat(stars.subscriptions().getFirst().isRenewed()).isFalse();
  }

  @Test
  void repeatsTheNewsOfAPayment() throws Exception {
    agree(stars.pay(alice, bill()));
    JsonNode first = updates().getLast().path("message");

    stars.repeatPayment(stars.payments().getFirst().chargeId());

    assertThat(update().path("message")).isEqualTo(first);
  }

  @Test
  void givesBackOnce() throws Exception {
    agree(stars.pay(alice, bill()));
    updates();
    String charge = stars.payments().getFirst().chargeId();
    String params = "{'user_id':%d,'telegram_payment_charge_id':'%s'}";

    refused(400, "Bad Request: CHARGE_NOT_FOUND", "refundStarPayment", params, alice.id(), "x");
    refused(400, "Bad Request: CHARGE_NOT_FOUND", "refundStarPayment", params, boris.id(), charge);
    ok("refundStarPayment", params, alice.id(), charge);
    refused(
        400,
        "Bad Request: CHARGE_ALREADY_REFUNDED",
        "refundStarPayment",
        params,
        alice.id(),
        charge);

    JsonNode refunded = update().at("/message/refunded_payment");
    assertThat(refunded.path("telegram_payment_charge_id").asText()).isEqualTo(charge);
    assertThat(refunded.path("invoice_payload").asText()).isEqualTo("order-1");
    JsonNode transactions = ok("getStarTransactions", "{}").path("transactions");
    assertThat(transactions).hasSize(2);
    assertThat(transactions.at("/0/source/invoice_payload").asText()).isEqualTo("order-1");
    assertThat(transactions.at("/1/receiver/user/id").asLong()).isEqualTo(alice.id());
    assertThat(ok("getStarTransactions", "{'offset':1}").path("transactions")).hasSize(1);
    assertThat(stars.balance(alice)).isEqualTo(1_000_000);
  }

  @ParameterizedTest
  @MethodSource
  void refusesWrongBills(String from, String to, String rule) throws Exception {
    String bill = BILL.replace(from, to);
    assertThat(bill).isNotEqualTo(BILL);
    refused(400, "Bad Request: " + rule, "createInvoiceLink", "{%s}", bill);
    refused(400, "Bad Request: " + rule, "sendInvoice", "{'chat_id':%d,%s}", alice.id(), bill);
  }

  static Stream<Arguments> refusesWrongBills() {
    return Stream.of(
        Arguments.of("'title':'Pro',", "", "parameter \"title\" is required"),
        Arguments.of("'Pro',", "'" + "x".repeat(33) + "',", "TITLE_INVALID"),
        Arguments.of("order-1", "", "INVOICE_PAYLOAD_INVALID"),
        Arguments.of("order-1", "é".repeat(65), "INVOICE_PAYLOAD_INVALID"),
        Arguments.of("XTR", "EUR", "PAYMENT_PROVIDER_INVALID"),
        Arguments.of("'XTR'", "'XTR','provider_token':'x'", "STARS_INVOICE_INVALID"),
        Arguments.of("250}", "250},{'label':'b','amount':1}", "STARS_INVOICE_INVALID"),
        Arguments.of("250", "10001", "CURRENCY_TOTAL_AMOUNT_INVALID"),
        Arguments.of("250", "0", "CURRENCY_TOTAL_AMOUNT_INVALID"),
        Arguments.of("[{'label':'Pro','amount':250}]", "[]", "there must be at least one price"));
  }

  @Test
  void knowsMonthsOnlyAndOnLinksOnly() throws Exception {
    refused(
        400,
        "Bad Request: SUBSCRIPTION_PERIOD_INVALID",
        "createInvoiceLink",
        "{%s,'subscription_period':604800}",
        BILL);
    refused(
        400,
        "Bad Request: SUBSCRIPTION_PERIOD_INVALID",
        "sendInvoice",
        "{'chat_id':%d,%s,'subscription_period':2592000}",
        alice.id(),
        BILL);
  }

  @Test
  void wantsThePayButtonFirstAndOnBillsOnly() throws Exception {
    refused(
        400,
        "Bad Request: REPLY_MARKUP_BUY_EMPTY",
        "sendInvoice",
        "{'chat_id':%d,%s,'reply_markup':{'inline_keyboard':[[{'text':'x','callback_data':'y'}]]}}",
        alice.id(),
        BILL);
    refused(
        400,
        "Bad Request: BUTTON_TYPE_INVALID",
        "sendMessage",
        "{'chat_id':%d,'text':'x','reply_markup':{'inline_keyboard':[[{'text':'x','pay':true}]]}}",
        alice.id());
  }

  @Test
  void endsMonthsSoonerForTests() throws Exception {
    stars.setSubscriptionLength(Duration.ofMinutes(1));
    agree(stars.pay(alice, link()));

    Payment payment = stars.payments().getFirst();
    assertThat(payment.paidUntil()).isEqualTo(payment.date().plusSeconds(60));
  }
}
