package org.voice2text.sandbox.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;
import org.voice2text.sandbox.telegram.Payment;
import org.voice2text.sandbox.telegram.Stars;
import org.voice2text.sandbox.telegram.Subscription;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.World;

/// What people do with Stars through the page. Thread-safe, as the world is.
final class StarActions {
  private final Stars stars;
  private final Lookup lookup;

  StarActions(World world) {
    this.stars = world.stars();
    this.lookup = new Lookup(world);
  }

  /// Pays the bill that is message `id` of a chat, or the one behind `link`.
  JsonNode pay(ObjectNode body) {
    User user = lookup.user(body);
    return told(() -> {
      String id =
          body.has("link")
              ? stars.pay(user, body.path("link").asText())
              : stars.pay(user, lookup.message(body));
      return ChatJson.checkout(stars.checkout(id));
    });
  }

  JsonNode checkout(@Nullable String id) {
    return told(() -> ChatJson.checkout(stars.checkout(id == null ? "" : id)));
  }

  JsonNode invoice(@Nullable String link) {
    return told(() -> ChatJson.invoice(stars.invoice(link == null ? "" : link)));
  }

  JsonNode payments() {
    ObjectNode node = Json.object();
    ArrayNode payments = node.putArray("payments");
    stars.payments().forEach(payment -> payments.add(payment(payment)));
    ArrayNode subscriptions = node.putArray("subscriptions");
    stars.subscriptions().forEach(it -> subscriptions.add(subscription(it)));
    return node;
  }

  private static ObjectNode payment(Payment payment) {
    ObjectNode node =
        Json.object()
            .put("charge", payment.chargeId())
            .put("user", payment.user().id())
            .put("date", payment.date().toEpochMilli())
            .put("ofSubscription", payment.subscription());
    return node.set("invoice", ChatJson.invoice(payment.invoice()));
  }

  private static ObjectNode subscription(Subscription subscription) {
    ObjectNode node =
        Json.object()
            .put("id", subscription.id())
            .put("user", subscription.user().id())
            .put("paidUntil", subscription.paidUntil().toEpochMilli())
            .put("renewed", subscription.isRenewed());
    return node.set("invoice", ChatJson.invoice(subscription.invoice()));
  }

  /// Renews, cancels or resumes; `repeat` tells the bot of a payment once more.
  JsonNode subscription(ObjectNode body) {
    String id = body.path("id").asText();
    return told(() -> {
      switch (body.path("action").asText()) {
        case "renew" -> {
          Payment _ = stars.renew(id);
        }
        case "cancel" -> stars.setCanceled(id, true);
        case "resume" -> stars.setCanceled(id, false);
        case "repeat" -> stars.repeatPayment(id);
        default -> throw new BadInputException("a subscription is renewed, canceled or resumed");
      }
      return payments();
    });
  }

  JsonNode balance(ObjectNode body) {
    stars.setBalance(lookup.user(body), Math.max(0, body.path("stars").asLong()));
    return Json.object();
  }

  private static JsonNode told(Supplier<JsonNode> action) {
    try {
      return action.get();
    } catch (IllegalArgumentException e) {
      throw new BadInputException(String.valueOf(e.getMessage()));
    }
  }
}
