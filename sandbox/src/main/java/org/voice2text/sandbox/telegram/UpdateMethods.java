package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// The methods by which updates reach a bot. `getUpdates` waits and therefore runs without the
/// world's lock; the others take it.
final class UpdateMethods {
  private static final int LARGEST_BATCH = 100;
  private static final int LONGEST_POLL_SECONDS = 50;

  private final WorldState state;
  private final Consumer<BotAccount> beforeDelivery;

  UpdateMethods(WorldState state, Consumer<BotAccount> beforeDelivery) {
    this.state = state;
    this.beforeDelivery = beforeDelivery;
  }

  void register(Map<String, ApiMethod> methods) {
    methods.put("getUpdates", this::getUpdates);
    methods.put("setWebhook", this::setWebhook);
    methods.put("deleteWebhook", this::deleteWebhook);
    methods.put("getWebhookInfo", (bot, _) -> webhookInfo(bot));
  }

  private JsonNode getUpdates(BotAccount bot, Params params) {
    allow(bot, params);
    long limit = params.optionalNumber("limit").orElse((long) LARGEST_BATCH);
    long timeout = Math.clamp(params.number("timeout"), 0, LONGEST_POLL_SECONDS);
    ArrayNode updates = Json.array();
    bot.queue
        .poll(
            params.number("offset"),
            Math.clamp(limit, 1, LARGEST_BATCH),
            Duration.ofSeconds(timeout))
        .forEach(updates::add);
    return updates;
  }

  /// Left out, the former list stays.
  private static void allow(BotAccount bot, Params params) {
    if (params.has("allowed_updates")) {
      List<String> types = new ArrayList<>();
      params.json("allowed_updates").forEach(type -> types.add(type.asText()));
      bot.queue.setAllowed(types);
    }
  }

  private JsonNode setWebhook(BotAccount bot, Params params) {
    if (params.text("url").isEmpty()) {
      return deleteWebhook(bot, params);
    }
    URI url = url(params.text("url"));
    String secret = params.text("secret_token");
    if (!secret.matches("[A-Za-z0-9_-]{0,256}")) {
      throw ApiException.badRequest("secret token contains unallowed characters");
    }
    allow(bot, params);
    synchronized (state) {
      remove(bot, params);
      Webhook webhook =
          new Webhook(
              url, secret.isEmpty() ? null : secret, bot.queue, () -> beforeDelivery.accept(bot));
      bot.webhook = webhook;
      bot.queue.setPushes(true);
      webhook.start();
    }
    return BooleanNode.TRUE;
  }

  private JsonNode deleteWebhook(BotAccount bot, Params params) {
    synchronized (state) {
      remove(bot, params);
    }
    return BooleanNode.TRUE;
  }

  private static void remove(BotAccount bot, Params params) {
    bot.queue.setPushes(false);
    if (bot.webhook != null) {
      bot.webhook.close();
      bot.webhook = null;
    }
    if (params.flag("drop_pending_updates")) {
      bot.queue.dropAll();
    }
  }

  /// Telegram wants https; here plain http is good enough, for a bot on the same machine.
  private static URI url(String text) {
    try {
      URI url = new URI(text);
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw ApiException.badRequest("bad webhook: invalid URL");
    }
    throw ApiException.badRequest("bad webhook: an HTTPS URL must be provided for webhook");
  }

  private JsonNode webhookInfo(BotAccount bot) {
    synchronized (state) {
      @Nullable Webhook webhook = bot.webhook;
      ObjectNode info =
          Json.object()
              .put("url", webhook == null ? "" : webhook.url().toString())
              .put("has_custom_certificate", false)
              .put("pending_update_count", bot.queue.pendingIds().size());
      if (webhook != null) {
        info.put("max_connections", 1);
        webhook
            .lastFailure()
            .ifPresent(failure ->
                info.put("last_error_date", failure.time().getEpochSecond())
                    .put("last_error_message", failure.message()));
      }
      ArrayNode allowed = Json.array();
      bot.queue.allowed().forEach(allowed::add);
      return allowed.isEmpty() ? info : info.set("allowed_updates", allowed);
    }
  }
}
