package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Sender;
import org.voice2text.model.event.MessageType;

@Timeout(60)
@Tag("slow")
class PlansHandlerTest {
  private static final long ALICE = 4711;

  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(folder, 5, Duration.ofMinutes(10));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void showsWhatIsLeftAndWhatCanBeBought() throws Exception {
    scene.conversation.handle(scene.command(1, "en", "plans"));
    assertThat(scene.telegram.messages().values())
        .containsExactly("Your minutes\n\nFree today: 10 min");
    assertThat(
            scene
                .telegram
                .calls("sendMessage")
                .getFirst()
                .body()
                .at("/reply_markup/inline_keyboard")
                .findValuesAsText("callback_data"))
        .containsExactly("buy:lite", "buy:pro", "buy:unlimited", "buy:m60", "buy:m300");
  }

  @Test
  void aRecordingBeyondTheFreeMinutesIsRefused() throws Exception {
    scene.conversation.handle(scene.voice(1, "en", 1000, Duration.ofMinutes(11)));
    assertThat(scene.telegram.messages().values())
        .containsExactly("You have not enough minutes left for this recording; /plans has more.");
    assertThat(scene.count("select count(*) from jobs")).isZero();
    assertThat(scene.events())
        .containsExactly(
            "user_registered", "message_received voice", "job_refused voice no_minutes");

    scene.conversation.handle(scene.voice(2, "en", 1000, Duration.ofMinutes(10)));
    assertThat(scene.count("select count(*) from jobs")).isOne();
    scene.conversation.handle(scene.voice(3, "en", 1000, Duration.ofMinutes(1)));
    assertThat(scene.last())
        .isEqualTo(
            "You have not enough minutes left for this recording. New free minutes come every day at midnight; /plans has more.");
  }

  @Test
  void nobodyIsPromisedFreeMinutesThatDoNotCome() throws Exception {
    scene.close();
    scene = new Scene(folder.resolve("none"), 5, Duration.ZERO);
    scene.conversation.handle(scene.voice(1, "ru", 1000, Duration.ofMinutes(1)));
    assertThat(scene.telegram.messages().values())
        .containsExactly("Для этой записи не хватает минут; больше — в /plans.");
  }

  @Test
  void thoseOfAChatWithoutANameShareTheFreeMinutesOfADay() throws Exception {
    anonymously(1, Duration.ofMinutes(6));
    anonymously(2, Duration.ofMinutes(5));
    assertThat(scene.last())
        .isEqualTo(
            "I cannot tell whose minutes to use: this recording has no sender's name, and for those without a name this chat has not enough free minutes left today. Send it under your own name.");
    anonymously(3, Duration.ofMinutes(4));
    // Of unknown length.
    anonymously(4, Duration.ZERO);
    assertThat(scene.count("select count(*) from jobs where user_id is null")).isEqualTo(2);

    int _ = scene.count("update jobs set state = 'failed' where audio_ms = 240000 returning 1");
    anonymously(5, Duration.ofMinutes(4));
    scene.pass(Duration.ofDays(1));
    anonymously(6, Duration.ofMinutes(10));
    assertThat(scene.count("select count(*) from jobs where user_id is null")).isEqualTo(4);
    scene.conversation.handle(
        scene.inGroup(
            7,
            ALICE,
            new Incoming.Replied(5, false, Scene.voice("7").lasting(Duration.ofMinutes(9))),
            new Incoming.Command("transcribe", "", "")));
    assertThat(scene.count("select count(*) from jobs where user_id is not null")).isOne();
  }

  @Test
  void minutesArePaidWithABillInTheChat() throws Exception {
    press(1, "buy:m60");
    JsonNode bill = scene.telegram.calls("sendInvoice").getFirst().body();
    assertThat(bill.path("currency").asText()).isEqualTo("XTR");
    assertThat(bill.path("provider_token").asText()).isEmpty();
    assertThat(bill.at("/prices/0/amount").asInt()).isEqualTo(75);
    assertThat(bill.path("description").asText()).isEqualTo("Transcription: 60 minutes");
    assertThat(bill.path("prices")).hasSize(1);

    String payload = bill.path("payload").asText();
    scene.conversation.handle(
        scene.incoming(
            2, new Incoming.PreCheckout(new Sender(ALICE, "en"), "pq", "XTR", 75, payload)));
    assertThat(
            scene.telegram.calls("answerPreCheckoutQuery").getFirst().body().path("ok").asBoolean())
        .isTrue();

    scene.conversation.handle(payment(3, payload, "charge-1"));
    assertThat(scene.telegram.messages().values())
        .filteredOn(text -> text.startsWith("Thank you!"))
        .containsExactly("Thank you! You have got: 60 minutes.");
    assertThat(scene.events())
        .containsSequence("payment_processed")
        .filteredOn("payment_processed"::equals)
        .hasSize(1);
    scene.conversation.handle(scene.command(5, "en", "plans"));
    assertThat(scene.telegram.messages().values())
        .last()
        .isEqualTo("Your minutes\n\nFree today: 10 min\nBought minutes left: 60 min");
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void whoCouldNotBeThankedIsThankedLaterAndCreditedOnce() throws Exception {
    press(1, "buy:pro");
    String payload =
        scene.telegram.calls("createInvoiceLink").getFirst().body().path("payload").asText();
    Incoming paid =
        scene.message(
            2,
            "en",
            MessageType.SERVICE,
            new Incoming.Payment(
                "charge-1", "XTR", 400, payload, Instant.parse("2026-12-01T10:00:00Z"), false));
    scene.telegram.next("sendMessage", FakeTelegram.tooManyRequests(300));
    assertThat(scene.conversation.handle(paid)).isPositive();
    assertThat(scene.waiting()).isOne();

    scene.restart();
    assertThat(scene.conversation.handle(paid)).isZero();
    assertThat(scene.last())
        .isEqualTo("Thank you! You have got: Pro, 20 hours a month, until 1 Dec 2026.");
    assertThat(scene.events()).filteredOn("subscription_activated pro"::equals).hasSize(1);
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void whoBuysASecondPlanIsToldOfTheFirst() throws Exception {
    press(1, "buy:lite");
    String payload =
        scene.telegram.calls("createInvoiceLink").getFirst().body().path("payload").asText();
    scene.conversation.handle(
        scene.message(
            2,
            "en",
            MessageType.SERVICE,
            new Incoming.Payment(
                "charge-1", "XTR", 150, payload, Instant.parse("2026-12-01T10:00:00Z"), false)));
    press(3, "buy:pro");
    assertThat(scene.last())
        .isEqualTo(
            """
            Subscription: Pro, 20 hours a month. Telegram renews it every 30 days; you can end it in Telegram's settings at any time.

            You have already: Lite, 5 hours a month, until 1 Dec 2026. Both then run side by side, each up to its own end, and nothing of what you have paid for is lost. To pay for one only, end the other one in Telegram's settings, which stops its renewal.\
            """);
  }

  @Test
  void aPlanIsPaidByALink() throws Exception {
    press(1, "buy:pro");
    JsonNode link = scene.telegram.calls("createInvoiceLink").getFirst().body();
    assertThat(link.path("subscription_period").asInt()).isEqualTo(2_592_000);
    assertThat(link.path("description").asText()).isEqualTo("Transcription: Pro, 20 hours a month");
    String payload = link.path("payload").asText();
    assertThat(
            scene
                .telegram
                .calls("sendMessage")
                .getFirst()
                .body()
                .at("/reply_markup/inline_keyboard/0/0/url")
                .asText())
        .isEqualTo("https://t.me/$" + payload);
    scene.conversation.handle(
        scene.message(
            2,
            "en",
            MessageType.SERVICE,
            new Incoming.Payment(
                "charge-1", "XTR", 400, payload, Instant.parse("2026-12-01T10:00:00Z"), false)));
    assertThat(scene.telegram.messages().values())
        .last()
        .isEqualTo("Thank you! You have got: Pro, 20 hours a month, until 1 Dec 2026.");
    assertThat(scene.events()).contains("subscription_activated pro");
    assertThat(scene.count("select count(*) from subscriptions where plan = 'pro'")).isOne();
  }

  @Test
  void aMadeUpBillIsRefusedWithAReason() throws Exception {
    scene.conversation.handle(
        scene.incoming(
            1, new Incoming.PreCheckout(new Sender(ALICE, "ru"), "pq", "XTR", 1, "mine")));
    JsonNode answer = scene.telegram.calls("answerPreCheckoutQuery").getFirst().body();
    assertThat(answer.path("ok").asBoolean()).isFalse();
    assertThat(answer.path("error_message").asText())
        .isEqualTo("Это не мой счёт. Начните заново: /plans");
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void aPaymentIsNotAnsweredAnyMoreOnceTelegramHasStoppedWaiting() throws Exception {
    Incoming query =
        scene.incoming(
            1, new Incoming.PreCheckout(new Sender(ALICE, "en"), "pq", "XTR", 1, "mine"));
    scene.telegram.next("answerPreCheckoutQuery", FakeTelegram.tooManyRequests(3));
    assertThat(scene.conversation.handle(query)).isEqualTo(Duration.ofSeconds(3));
    scene.pass(Duration.ofSeconds(8));
    scene.telegram.next("answerPreCheckoutQuery", FakeTelegram.tooManyRequests(3));

    assertThat(scene.conversation.handle(query)).isZero();

    assertThat(scene.waiting()).isZero();
    assertThat(scene.telegram.calls("answerPreCheckoutQuery")).hasSize(2);
    assertThat(scene.events()).contains("error_occurred conversation telegram");
  }

  @Test
  void aRefundIsToldAlsoAfterAFailure() throws Exception {
    press(1, "buy:m60");
    String payload = scene.telegram.calls("sendInvoice").getFirst().body().path("payload").asText();
    scene.conversation.handle(payment(2, payload, "charge-1"));
    Incoming refund =
        scene.message(3, "en", MessageType.SERVICE, new Incoming.Refund("charge-1", "XTR", 75));
    scene.telegram.next("sendMessage", FakeTelegram.tooManyRequests(300));
    assertThat(scene.conversation.handle(refund)).isPositive();
    assertThat(scene.waiting()).isOne();
    scene.restart();
    assertThat(scene.conversation.handle(refund)).isZero();
    assertThat(scene.last()).isEqualTo("Your payment was given back.");
    assertThat(scene.waiting()).isZero();
    scene.conversation.handle(
        scene.message(4, "en", MessageType.SERVICE, new Incoming.Refund("another", "XTR", 75)));
    assertThat(scene.telegram.messages().values())
        .filteredOn("Your payment was given back."::equals)
        .hasSize(1);
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void showsTheLastPaymentsToWhoeverAsksForHelp() throws Exception {
    press(1, "buy:m60");
    String payload = scene.telegram.calls("sendInvoice").getFirst().body().path("payload").asText();
    scene.conversation.handle(payment(2, payload, "charge-1"));
    scene.conversation.handle(scene.command(3, "en", "paysupport"));
    assertThat(scene.telegram.messages().values())
        .last()
        .asString()
        .endsWith("Your last payments:\ncharge-1");
  }

  @Test
  void nothingIsSoldInAGroup() throws Exception {
    scene.conversation.handle(scene.press(1, Scene.GROUP, ALICE, 5, "buy:m60"));
    scene.conversation.handle(scene.inGroup(2, ALICE, null, new Incoming.Command("plans", "", "")));
    assertThat(scene.telegram.calls("sendInvoice")).isEmpty();
    assertThat(scene.telegram.messages().values())
        .containsExactly("Please ask me in our private chat.");
  }

  private void anonymously(long update, Duration length) throws InterruptedException {
    Incoming.Replied recording =
        new Incoming.Replied(5, false, Scene.voice("a" + update).lasting(length));
    scene.conversation.handle(
        scene.inGroup(update, 0, recording, new Incoming.Command("transcribe", "", "")));
  }

  private Incoming payment(long update, String payload, String charge) {
    return scene.message(
        update,
        "en",
        MessageType.SERVICE,
        new Incoming.Payment(charge, "XTR", 75, payload, null, false));
  }

  private void press(long update, String data) throws InterruptedException {
    scene.conversation.handle(scene.press(update, Scene.CHAT, ALICE, 1001, data));
  }
}
