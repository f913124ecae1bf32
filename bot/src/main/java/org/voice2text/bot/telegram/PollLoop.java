package org.voice2text.bot.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.UpdateStore.RawUpdate;

/// One bot's long polling. Asking with an offset confirms what is below it, so the offset moves
/// only when the updates are committed. Confined to its loop's thread, but for `isReceiving`.
final class PollLoop implements TelegramHost.Source {
  private static final Logger log = LoggerFactory.getLogger(PollLoop.class);
  private static final int LIMIT = 100;
  private static final Duration POLL = Duration.ofSeconds(25);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /// A bot counts as receiving while its last successful poll is younger.
  private static final Duration FRESH = POLL.multipliedBy(3);

  /// After this time without an update the offset is asked for anew.
  private static final Duration QUIET = Duration.ofDays(1);

  private final TelegramApi api;
  private final UpdateStore store;
  private final UpdateDispatcher dispatcher;
  private final InstantSource clock;
  private boolean webhookRemoved;
  private long offset = -1;
  private Instant lastUpdate = Instant.EPOCH;
  private Duration pause = FIRST_PAUSE;
  private volatile Instant lastSuccess = Instant.MIN;

  PollLoop(TelegramApi api, UpdateStore store, UpdateDispatcher dispatcher, InstantSource clock) {
    this.api = api;
    this.store = store;
    this.dispatcher = dispatcher;
    this.clock = clock;
  }

  @Override
  public boolean isReceiving() {
    return lastSuccess.plus(FRESH).isAfter(clock.instant());
  }

  /// One poll. A failure of the Bot API is the normal case of a long life and is dealt with here.
  @Override
  public Duration turn() throws InterruptedException {
    try {
      boolean repeated = poll();
      pause = FIRST_PAUSE;
      return repeated ? FIRST_PAUSE : Duration.ZERO;
    } catch (TelegramException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      if (e.kind() == TelegramException.Kind.UNAUTHORIZED) {
        // Known at once, not when the last success is old.
        lastSuccess = Instant.MIN;
      }
      Duration wait = wait(e);
      log.warn(
          "{} receives nothing and asks again in {} ms: {}{}",
          api,
          wait.toMillis(),
          e.getMessage(),
          remedy(e));
      return wait;
    }
  }

  /// @return whether all that came was confirmed before: a server that repeats itself is not asked
  ///   again at once
  private boolean poll() throws TelegramException, InterruptedException {
    if (!webhookRemoved) {
      // Polling is refused while a webhook is set. What waits there stays and comes by polling.
      Object _ = api.call(new DeleteWebhook());
      webhookRemoved = true;
    }
    if (offset < 0) {
      offset = store.offset(api.botId());
      lastUpdate = store.lastUpdate(api.botId());
    }
    if (lastUpdate.plus(QUIET).isBefore(clock.instant())) {
      // After a week without an update Telegram may count on from any number, also a lower one.
      // Asking without an
      // offset confirms nothing, and what comes twice is ignored.
      offset = 0;
    }
    // The first poll does not wait, so that it is known at once whether polling works.
    List<JsonNode> result =
        api.getUpdates(
            offset,
            LIMIT,
            lastSuccess.equals(Instant.MIN) ? Duration.ZERO : POLL,
            TelegramHost.ALLOWED_UPDATES);
    Instant now = clock.instant();
    lastSuccess = now;
    List<RawUpdate> updates =
        result.stream()
            .filter(n -> n.path("update_id").isIntegralNumber())
            .filter(n -> n.path("update_id").canConvertToLong())
            .map(n -> raw(n, now))
            .toList();
    if (updates.isEmpty()) {
      if (!result.isEmpty()) {
        // Nothing to confirm: asked again at once, the server would answer the same.
        throw TelegramException.answered("getUpdates", 502, "no update has an update_id", null);
      }
      return false;
    }
    List<RawUpdate> fresh = store.store(api.botId(), updates, now.toEpochMilli());
    boolean repeated = fresh.isEmpty() && updates.getLast().key().updateId() < offset;
    lastUpdate = now;
    offset = Math.max(offset, updates.getLast().key().updateId() + 1);
    dispatcher.dispatch(fresh);
    return repeated;
  }

  private RawUpdate raw(JsonNode node, Instant now) {
    return new RawUpdate(
        new UpdateKey(api.botId(), node.path("update_id").asLong(), now.toEpochMilli()),
        node.toString());
  }

  private Duration wait(TelegramException e) {
    return switch (e.kind()) {
      case UNAUTHORIZED -> Duration.ofMinutes(1);
      case CONFLICT -> {
        webhookRemoved = false;
        yield Duration.ofSeconds(5);
      }
      case RATE_LIMITED,
          UNAVAILABLE,
          UNREACHABLE,
          TOPIC_CLOSED,
          MIGRATED,
          MESSAGE_GONE,
          NOT_MODIFIED,
          FILE_TOO_BIG,
          REFUSED ->
          e.retryAfter() == null ? backOff() : e.retryAfter();
    };
  }

  private Duration backOff() {
    Duration now = pause;
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    return now.plusMillis(ThreadLocalRandom.current().nextLong(now.toMillis() / 4 + 1));
  }

  private static String remedy(TelegramException e) {
    return switch (e.kind()) {
      case UNAUTHORIZED ->
          "; its token was revoked or mistyped: get a new one from @BotFather and set BOT_TOKEN";
      case CONFLICT -> "; another process uses the same token: stop one of them";
      case RATE_LIMITED,
          UNREACHABLE,
          TOPIC_CLOSED,
          MIGRATED,
          MESSAGE_GONE,
          NOT_MODIFIED,
          FILE_TOO_BIG,
          REFUSED,
          UNAVAILABLE ->
          "";
    };
  }
}
