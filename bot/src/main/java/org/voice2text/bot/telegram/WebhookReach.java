package org.voice2text.bot.telegram;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.objects.WebhookInfo;

/// Whether Telegram reaches one bot's webhook, as Telegram itself tells: from here, a webhook that
/// nobody can reach looks like one for which nobody has written. Keeps the answer for a while.
/// Thread-safe.
final class WebhookReach {
  /// Telegram could not be asked.
  static final String UNTOLD = "Telegram does not tell whether it reaches the webhook";

  private static final Logger log = LoggerFactory.getLogger(WebhookReach.class);
  private static final Duration KEEP_GOOD = Duration.ofSeconds(30);
  private static final Duration KEEP_BAD = Duration.ofSeconds(5);

  private final TelegramApi api;
  private final Webhook webhook;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Instant lastArrival = Instant.MIN;
  private Optional<String> last = Optional.empty();
  private Instant lastUntil = Instant.MIN;

  WebhookReach(TelegramApi api, Webhook webhook, InstantSource clock) {
    this.api = api;
    this.webhook = webhook;
    this.clock = clock;
  }

  /// An update was posted and is stored.
  void arrived() {
    lastArrival = clock.instant();
  }

  /// What keeps updates from us, for the operator, without an address; nothing when all is well.
  /// Takes at most 2.5 s.
  Optional<String> trouble() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (clock.instant().isBefore(lastUntil)) {
        return last;
      }
      Optional<String> now = ask();
      lastUntil = clock.instant().plus(now.isEmpty() ? KEEP_GOOD : KEEP_BAD);
      last = now;
      return now;
    } finally {
      lock.unlock();
    }
  }

  private Optional<String> ask() throws InterruptedException {
    WebhookInfo info;
    try {
      info = api.callPromptly(new GetWebhookInfo());
    } catch (TelegramException e) {
      return trouble(UNTOLD, e.getMessage());
    }
    if (!webhook.urlOf(api.botId()).equals(info.getUrl())) {
      return trouble("another webhook is set", "it is set here again within an hour");
    }
    return undelivered(info);
  }

  /// Telegram tells its last error for ever: only one that no arrival has followed counts, and only
  /// while something waits.
  private Optional<String> undelivered(WebhookInfo info) {
    Integer error = info.getLastErrorDate();
    int waiting = number(info.getPendingUpdatesCount());
    if (error == null || waiting == 0 || !Instant.ofEpochSecond(error).isAfter(lastArrival)) {
      return Optional.empty();
    }
    return trouble(
        "Telegram cannot post to the webhook, and %d updates wait there".formatted(waiting),
        info.getLastErrorMessage());
  }

  /// Logged when it begins, not each time that somebody looks.
  ///
  /// @param why for the log alone: it may hold an address
  private Optional<String> trouble(String message, @Nullable String why) {
    if (last.isEmpty()) {
      log.warn("{}: {} ({})", api, message, why);
    }
    return Optional.of(message);
  }

  private static int number(@Nullable Integer value) {
    return value == null ? 0 : value;
  }
}
