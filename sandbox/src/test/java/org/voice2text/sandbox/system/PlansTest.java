package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.telegram.Button;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.Payment;
import org.voice2text.sandbox.telegram.Subscription;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.World;

/// The life of a plan: bought, renewed by Telegram, given back, over.
@Tag("system")
final class PlansTest {
  private static final String WITHOUT_PLAN = "Your minutes\n\nFree today: 10 min";
  private static final String PAID = "payment_transactions_total{status=\"success\"}";
  private static final String REFUNDED = "payment_transactions_total{status=\"refunded\"}";
  private static final String LITE = "subscription_activations_total{plan=\"lite\"}";

  @TempDir private Path folder;

  @Test
  void aPlanIsRenewedAndTheRenewalGivenBack() throws Exception {
    try (Scene scene = new Scene(folder)) {
      World world = scene.sandbox.world();
      User owner = world.addUser("Olga", "en");
      scene.stage.with("OWNER_IDS", Long.toString(owner.id()));
      scene.startExporter();
      scene.startBot();
      subscribe(scene);
      scene.awaitMetric(LITE, 1);
      Payment first = world.stars().payments().getFirst();
      scene.awaitAnswer(thanks(first));

      Payment second = world.stars().renew(first.chargeId());

      scene.awaitAnswer(thanks(second));
      scene.awaitMetric(LITE, 2);
      scene.awaitMetric(PAID, 2);
      awaitPlans(scene, plan(second, 600));

      // Telegram tells of the same payment again: nothing more is credited.
      world.stars().repeatPayment(second.chargeId());
      scene.awaitUntil("the thanks once more", () -> scene.count(thanks(second)) == 2);
      awaitPlans(scene, plan(second, 600));

      world.sendText(Stage.BOT_ID, owner, "/refund " + second.chargeId());

      scene.awaitAnswer("Your payment was given back.");
      awaitPlans(scene, plan(first, 300));
      scene.awaitMetric(REFUNDED, 1);
      assertThat(scene.scrape().orElseThrow().value(PAID)).isEqualTo(2);
      assertThat(world.stars().balance(scene.alice)).isEqualTo(1_000_000 - 150);
      // Telegram takes no Stars for a plan that was given back.
      awaitNoRenewal(scene, first);
      scene.awaitUntil(
          "the owner to be told",
          () ->
              world
                  .messages(world.privateChat(Stage.BOT_ID, owner))
                  .getLast()
                  .text()
                  .equals("Given back: 150 ⭐\nTelegram does not renew the subscription any more."));
    }
  }

  @Test
  void whoIsBlockedIsNotChargedAgain() throws Exception {
    try (Scene scene = new Scene(folder)) {
      World world = scene.sandbox.world();
      User owner = world.addUser("Olga", "en");
      scene.stage.with("OWNER_IDS", Long.toString(owner.id()));
      scene.startBot();
      subscribe(scene);
      scene.awaitUntil("the payment", () -> !world.stars().payments().isEmpty());
      Payment payment = world.stars().payments().getFirst();
      scene.awaitAnswer(thanks(payment));

      world.sendText(Stage.BOT_ID, owner, "/block " + scene.alice.id());

      awaitNoRenewal(scene, payment);
    }
  }

  @Test
  void aPlanThatIsNotRenewedIsOver() throws Exception {
    try (Scene scene = new Scene(folder)) {
      World world = scene.sandbox.world();
      scene.startBot();
      world.stars().setSubscriptionLength(Duration.ofSeconds(8));
      subscribe(scene);
      scene.awaitUntil("the payment", () -> !world.stars().payments().isEmpty());
      Payment payment = world.stars().payments().getFirst();
      scene.awaitAnswer(thanks(payment));
      awaitPlans(scene, plan(payment, 300));
      world.stars().setCanceled(payment.chargeId(), true);

      scene.awaitUntil("its end", () -> Instant.now().isAfter(payment.paidUntil().plusSeconds(1)));

      awaitPlans(scene, WITHOUT_PLAN);
    }
  }

  private static void awaitNoRenewal(Scene scene, Payment first) {
    scene.awaitUntil(
        "the end of the subscription",
        () ->
            scene.sandbox.world().stars().subscriptions().stream()
                .noneMatch(Subscription::isRenewed));
    assertThatThrownBy(() -> scene.sandbox.world().stars().renew(first.chargeId()))
        .hasMessage(first.chargeId() + " is canceled");
  }

  private static void subscribe(Scene scene) {
    World world = scene.sandbox.world();
    scene.say("/plans");
    awaitLast(scene, WITHOUT_PLAN);
    Message offers = world.messages(scene.chat()).getLast();
    String _ = world.press(offers, button(scene, b -> b.text().startsWith("Lite")).orElseThrow());
    scene.awaitUntil("the bill", () -> button(scene, b -> b.url() != null).isPresent());
    String link = button(scene, b -> b.url() != null).orElseThrow().url();
    String _ = world.stars().pay(scene.alice, link);
  }

  private static void awaitPlans(Scene scene, String text) {
    scene.say("/plans");
    awaitLast(scene, text);
  }

  private static void awaitLast(Scene scene, String text) {
    scene.awaitUntil(
        "the answer " + text,
        () -> scene.sandbox.world().messages(scene.chat()).getLast().text().equals(text));
  }

  private static String thanks(Payment payment) {
    return "Thank you! You have got: Lite, 5 hours a month, until %s.".formatted(end(payment));
  }

  private static String plan(Payment payment, int minutes) {
    return "Your minutes\n\nPlan: lite, until %s\nFree today: 10 min\nLeft in the plan: %d min"
        .formatted(end(payment), minutes);
  }

  private static String end(Payment payment) {
    return DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH)
        .format(payment.paidUntil().atZone(ZoneOffset.UTC));
  }

  /// Of the last message in the chat.
  private static Optional<Button> button(Scene scene, Predicate<Button> which) {
    return scene.sandbox.world().messages(scene.chat()).getLast().buttons().stream()
        .flatMap(List::stream)
        .filter(which)
        .findFirst();
  }
}
