package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.model.event.MessageType;

/// Telegram must not charge those any more who get nothing for it.
@Timeout(60)
@Tag("slow")
class RenewalsTest {
  private static final long ALICE = 4711;
  private static final String CANCEL = "editUserStarSubscription";
  private static final String REFUSED =
      "The subscription may go on, for Telegram does not let me cancel it: editUserStarSubscription: 400 Bad Request: SUBSCRIPTION_NOT_ACTIVE";

  @TempDir private Path folder;
  private Scene scene;
  private long updates;

  @BeforeEach
  void open() {
    scene = new Scene(folder, 5, Duration.ofMinutes(10));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aRefundCancelsTheSubscriptionByItsFirstCharge() throws Exception {
    String payload = offered("lite");
    paid("c1", payload, 150, false);
    paid("c2", payload, 150, true);
    paid("c3", payload, 150, true);

    owner("refund", "c3");

    assertThat(scene.last())
        .isEqualTo("Given back: 150 ⭐\nTelegram does not renew the subscription any more.");
    assertThat(cancelled()).containsExactly("c1");
    JsonNode call = scene.telegram.calls(CANCEL).getFirst().body();
    assertThat(call.path("user_id").asLong()).isEqualTo(ALICE);
    assertThat(call.path("is_canceled").asBoolean()).isTrue();
  }

  @Test
  void aSubscriptionThatBeginsAnewUnderTheSameInvoiceIsAnotherOne() throws Exception {
    String payload = offered("lite");
    paid("c1", payload, 150, false);
    scene.pass(Duration.ofDays(31));
    paid("c2", payload, 150, false);
    scene.pass(Duration.ofDays(30));
    paid("c3", payload, 150, true);

    owner("refund", "c3");

    assertThat(cancelled()).containsExactly("c2");
  }

  @Test
  void aSubscriptionOfBeforeInvoicesWereNotedIsFoundByItsPayer() throws Exception {
    String payload = offered("lite");
    paid("c1", payload, 150, false);
    assertThat(scene.count("update payments set payload = null returning 1")).isOne();
    paid("c2", payload, 150, true);

    owner("refund", "c2");

    assertThat(cancelled()).containsExactly("c1");
  }

  @Test
  void theOwnerIsToldWhenTelegramRefusesAndMayAskAgain() throws Exception {
    paid("c1", offered("lite"), 150, false);
    scene.telegram.next(CANCEL, 400, "Bad Request: SUBSCRIPTION_NOT_ACTIVE");
    owner("refund", "c1");
    assertThat(scene.last()).isEqualTo("Given back: 150 ⭐\n" + REFUSED);

    owner("refund", "c1");

    assertThat(scene.last())
        .isEqualTo(
            "This payment was given back before.\nTelegram does not renew the subscription any more.");
    assertThat(scene.telegram.calls("refundStarPayment")).hasSize(1);
  }

  @Test
  void whatTelegramCannotDoForNowIsDoneLater() throws Exception {
    paid("c1", offered("lite"), 150, false);
    scene.telegram.next(CANCEL, FakeTelegram.tooManyRequests(300));
    Incoming refund = scene.owner(++updates, "refund", "c1");
    assertThat(scene.conversation.handle(refund)).isPositive();
    assertThat(scene.telegram.calls("refundStarPayment")).isEmpty();

    assertThat(scene.conversation.handle(refund)).isZero();

    assertThat(scene.last())
        .isEqualTo("Given back: 150 ⭐\nTelegram does not renew the subscription any more.");
  }

  @Test
  void whoIsBlockedPaysForNoPlanAnyMore() throws Exception {
    paid("c1", offered("lite"), 150, false);
    paid("c2", offered("pro"), 400, false);
    paid("c3", offered("m60"), 75, false);
    scene.telegram.next(CANCEL, 400, "Bad Request: SUBSCRIPTION_NOT_ACTIVE");

    owner("block", "4711");

    assertThat(scene.last())
        .isEqualTo(
            "Blocked: 4711. I take nothing from this person any more.\n"
                + REFUSED
                + "\nTelegram does not renew the subscription any more.");
    assertThat(cancelled()).containsExactly("c1", "c2");
    owner("block", "4711");
    assertThat(cancelled()).containsExactly("c1", "c2", "c1", "c2");
  }

  @Test
  void aPlanThatIsOverIsNotCancelled() throws Exception {
    paid("c1", offered("lite"), 150, false);
    scene.pass(Duration.ofDays(31));
    owner("block", "4711");
    assertThat(scene.last()).isEqualTo("Blocked: 4711. I take nothing from this person any more.");
    assertThat(cancelled()).isEmpty();
  }

  @Test
  void thePlanOfABotThatDoesNotRunHereIsLeftToTheOwner() throws Exception {
    paid("c1", offered("lite"), 150, false);
    assertThat(scene.count("update payments set bot_id = 77 returning 1")).isOne();
    owner("block", "4711");
    assertThat(scene.last())
        .isEqualTo(
            "Blocked: 4711. I take nothing from this person any more.\nThe subscription goes on: it was bought from the bot 77, which does not run here. Put its token into BOT_TOKEN and send the command again.");
    assertThat(cancelled()).isEmpty();
  }

  /// @return the payload of the invoice
  private String offered(String product) throws Exception {
    scene.conversation.handle(scene.press(++updates, Scene.CHAT, ALICE, 5, "buy:" + product));
    String method = product.startsWith("m") ? "sendInvoice" : "createInvoiceLink";
    return scene.telegram.calls(method).getLast().body().path("payload").asText();
  }

  private void paid(String charge, String payload, int stars, boolean isRenewal) throws Exception {
    scene.pass(Duration.ofSeconds(1));
    scene.conversation.handle(
        scene.message(
            ++updates,
            "en",
            MessageType.SERVICE,
            new Incoming.Payment(
                charge,
                "XTR",
                stars,
                payload,
                stars == 75 ? null : scene.now().plus(Duration.ofDays(30)),
                isRenewal)));
  }

  private void owner(String command, String arguments) throws Exception {
    scene.conversation.handle(scene.owner(++updates, command, arguments));
  }

  private List<String> cancelled() {
    return scene.telegram.calls(CANCEL).stream()
        .map(c -> c.body().path("telegram_payment_charge_id").asText())
        .toList();
  }
}
