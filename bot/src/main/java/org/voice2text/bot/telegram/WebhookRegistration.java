package org.voice2text.bot.telegram;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;

/// Tells Telegram where to post one bot's updates, again and again until it has taken note.
/// Confined to its loop's thread, but for `isReceiving`.
final class WebhookRegistration implements TelegramHost.Source {
  private static final Logger log = LoggerFactory.getLogger(WebhookRegistration.class);
  private static final Duration RETRY = Duration.ofSeconds(10);

  /// Setting it again is harmless and mends what another process changed.
  private static final Duration REPEAT = Duration.ofHours(1);

  private final TelegramApi api;
  private final Webhook webhook;
  private volatile boolean registered;

  WebhookRegistration(TelegramApi api, Webhook webhook) {
    this.api = api;
    this.webhook = webhook;
  }

  @Override
  public boolean isReceiving() {
    return registered;
  }

  @Override
  public Duration turn() throws InterruptedException {
    try {
      api.setWebhook(
          SetWebhook.builder()
              .url(webhook.urlOf(api.botId()))
              .secretToken(webhook.secret())
              .allowedUpdates(TelegramHost.ALLOWED_UPDATES)
              .build());
      registered = true;
      return REPEAT;
    } catch (TelegramException e) {
      registered = false;
      log.warn(
          "{} has no webhook and tries again in {} s: {}", api, RETRY.toSeconds(), e.getMessage());
      return e.retryAfter() == null ? RETRY : e.retryAfter();
    }
  }
}
