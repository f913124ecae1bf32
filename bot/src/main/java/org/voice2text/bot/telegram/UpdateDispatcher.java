package org.voice2text.bot.telegram;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.UpdateStore.RawUpdate;

/// Gives committed updates to the handler: those of one chat one after the other, those of
/// different chats side by side, within a bound from which only payments about to be made are
/// exempt. Thread-safe.
final class UpdateDispatcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(UpdateDispatcher.class);
  private static final int SIDE_BY_SIDE = 64;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final UpdateHandler handler;
  private final Semaphore permits = new Semaphore(SIDE_BY_SIDE);
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("update-", 0).factory());
  private final Map<Line, Queue<Incoming>> chats = new HashMap<>();

  /// Updates that are handled one after the other: those of a chat with a bot.
  private record Line(long botId, long chatId) {}

  UpdateDispatcher(UpdateHandler handler) {
    this.handler = handler;
  }

  void migrated(long botId, long oldChatId, long newChatId) {
    handler.migrated(botId, oldChatId, newChatId);
  }

  void dispatch(List<RawUpdate> updates) {
    updates.forEach(u -> enqueue(UpdateReader.read(u.key(), u.body())));
  }

  private void enqueue(Incoming incoming) {
    long chatId =
        switch (incoming.content()) {
          case Incoming.Message message -> message.chat().chatId();
          case Incoming.Press press -> press.chat().chatId();
          case Incoming.Membership change -> change.chat().chatId();
          // Telegram waits for 10 s only: not behind whatever else its sender asked for.
          case Incoming.PreCheckout _ -> -incoming.update().updateId();
          case Incoming.Ignored _ -> 0;
        };
    Line chat = new Line(incoming.update().botId(), chatId);
    Queue<Incoming> queue;
    synchronized (chats) {
      Queue<Incoming> running = chats.get(chat);
      if (running != null) {
        running.add(incoming);
        return;
      }
      queue = new ArrayDeque<>(List.of(incoming));
      chats.put(chat, queue);
    }
    executor.execute(() -> work(chat, queue));
  }

  private void work(Line chat, Queue<Incoming> queue) {
    try {
      for (Incoming next = first(queue); next != null; next = following(chat, queue)) {
        for (Duration wait = handle(next); wait.isPositive(); wait = handle(next)) {
          // Its own chat waits with it, and nobody else does.
          Thread.sleep(wait);
        }
      }
    } catch (InterruptedException _) {
      // Closing: what is not finished is still in the database and comes again.
    }
  }

  /// @return after what time to try again; zero when done
  private Duration handle(Incoming incoming) throws InterruptedException {
    if (incoming.content() instanceof Incoming.PreCheckout) {
      // Nor behind what others asked for; it is short, and somebody is about to pay.
      return handleNow(incoming);
    }
    permits.acquire();
    try {
      return handleNow(incoming);
    } finally {
      permits.release();
    }
  }

  /// A handler that fails against its contract must not stop its chat for ever.
  private Duration handleNow(Incoming incoming) throws InterruptedException {
    try {
      return handler.handle(incoming);
    } catch (RuntimeException | Error e) {
      log.error(
          "The handler threw; update {} comes again after a restart",
          incoming.update().updateId(),
          e);
      return Duration.ZERO;
    }
  }

  private @Nullable Incoming first(Queue<Incoming> queue) {
    synchronized (chats) {
      return queue.peek();
    }
  }

  /// Drops the update that was handled. A chat with nothing left is forgotten, so that the next
  /// update starts a new thread.
  private @Nullable Incoming following(Line chat, Queue<Incoming> queue) {
    synchronized (chats) {
      queue.remove();
      if (queue.isEmpty()) {
        chats.remove(chat);
      }
      return queue.peek();
    }
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
        if (!executor.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
          log.warn("Handlers of updates still run after their interrupt");
        }
      }
    } catch (InterruptedException _) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
