package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.conversation.Broadcast.Outcome;
import org.voice2text.bot.conversation.Broadcast.State;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.model.store.Database;

/// Sends one bot's broadcasts, recipient after recipient, behind all that anybody waits for. Each
/// gets it once; only the one whose copy was on its way when the process was killed may get it
/// twice. Confined to its loop's thread.
final class BroadcastSender {
  private static final Logger log = LoggerFactory.getLogger(BroadcastSender.class);

  /// At most 20 a second; Telegram allows about 30, of which the answers need some.
  private static final Duration PACE = Duration.ofMillis(50);

  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(10);
  private static final Duration SHOW_EVERY = Duration.ofSeconds(2);

  /// How often one recipient is tried while Telegram fails: with the patience of each time, for
  /// half an hour and more, so that an outage loses nobody and one bad chat does not hold up all
  /// others.
  private static final int TRIES = 30;

  private final long botId;
  private final Database database;
  private final TelegramHost telegram;
  private final BroadcastScreen screen;
  private final InstantSource clock;
  private Instant shown = Instant.EPOCH;
  private int tries;

  /// Which copy is sent, while that is not recorded yet: a database that fails for a moment must
  /// not have it sent again.
  private @Nullable Copy sent;

  BroadcastSender(
      long botId,
      Database database,
      TelegramHost telegram,
      BroadcastScreen screen,
      InstantSource clock) {
    this.botId = botId;
    this.database = database;
    this.telegram = telegram;
    this.screen = screen;
    this.clock = clock;
  }

  private record Copy(long broadcast, long chatId) {}

  /// @param chatId the next recipient; null once all are served
  private record Next(Broadcast broadcast, @Nullable Long chatId) {}

  /// Serves one recipient.
  ///
  /// @return when to come again
  Duration turn() throws InterruptedException {
    Optional<Next> next = database.transaction("next_recipient", this::next);
    if (next.isEmpty()) {
      return IDLE;
    }
    Broadcast broadcast = next.get().broadcast();
    Long chatId = next.get().chatId();
    if (chatId == null) {
      end(broadcast, State.DONE);
      return Duration.ZERO;
    }
    return serve(broadcast, chatId);
  }

  private Optional<Next> next(Handle handle) {
    return BroadcastStore.running(handle, botId)
        .map(b -> {
          OptionalLong chat = BroadcastStore.next(handle, b);
          return new Next(b, chat.isPresent() ? (Long) chat.getAsLong() : null);
        });
  }

  private Duration serve(Broadcast broadcast, long chatId) throws InterruptedException {
    try {
      Copy copy = new Copy(broadcast.id(), chatId);
      if (!copy.equals(sent)) {
        int _ =
            telegram
                .messenger(botId)
                .copy(
                    new ChatRef(botId, chatId, null),
                    broadcast.owner().chatId(),
                    broadcast.messageId(),
                    Priority.BROADCAST);
        sent = copy;
      }
      record(broadcast, chatId, Outcome.DELIVERED);
      return PACE;
    } catch (TelegramException e) {
      return failed(broadcast, chatId, e);
    }
  }

  private Duration failed(Broadcast broadcast, long chatId, TelegramException e)
      throws InterruptedException {
    switch (e.kind()) {
      case UNREACHABLE -> record(broadcast, chatId, Outcome.BLOCKED);
      case MESSAGE_GONE -> end(broadcast, State.FAILED);
      // That may be meant for the whole bot: the next recipient would fare no better.
      case RATE_LIMITED -> {
        return e.pause(LATER);
      }
      case UNAVAILABLE -> {
        if (++tries < TRIES) {
          return LATER;
        }
        record(broadcast, chatId, Outcome.FAILED);
      }
      // Nobody gets anything before the operator mends that.
      case UNAUTHORIZED, CONFLICT -> {
        return LATER;
      }
      case MIGRATED, TOPIC_CLOSED, NOT_MODIFIED, FILE_TOO_BIG, REFUSED -> {
        log.warn("A copy of broadcast {} was refused: {}", broadcast.id(), e.getMessage());
        record(broadcast, chatId, Outcome.FAILED);
      }
    }
    return PACE;
  }

  private void record(Broadcast broadcast, long chatId, Outcome outcome)
      throws InterruptedException {
    tries = 0;
    database.<Void>transaction(
        "record_recipient",
        h -> {
          BroadcastStore.served(h, broadcast.id(), chatId, outcome);
          if (outcome == Outcome.BLOCKED) {
            PrivateChatStore.gone(h, new ChatRef(botId, chatId, null), clock.millis());
          }
          return null;
        });
    sent = null;
    Instant now = clock.instant();
    if (shown.plus(SHOW_EVERY).isBefore(now)) {
      shown = now;
      screen.show(broadcast.id());
    }
  }

  private void end(Broadcast broadcast, State state) throws InterruptedException {
    tries = 0;
    database.<Void>transaction(
        "end_broadcast",
        h -> {
          BroadcastStore.end(h, broadcast.id(), state, clock.millis());
          return null;
        });
    screen.show(broadcast.id());
  }
}
