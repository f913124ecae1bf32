package org.voice2text.bot.conversation;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Keyboard;
import org.voice2text.bot.telegram.Keyboard.Button;
import org.voice2text.bot.telegram.Messenger;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.model.store.Database;

/// Shows an owner how a broadcast goes. Thread-safe: what is shown last is the newest.
final class BroadcastScreen {
  private static final Logger log = LoggerFactory.getLogger(BroadcastScreen.class);

  private final Database database;
  private final TelegramHost telegram;
  private final ReentrantLock showing = new ReentrantLock();

  BroadcastScreen(Database database, TelegramHost telegram) {
    this.database = database;
    this.telegram = telegram;
  }

  /// What a button carries that has it sent.
  static String start(long id) {
    return ButtonNames.BROADCAST + ":go:" + id;
  }

  /// What a button carries that ends it.
  static String stop(long id) {
    return ButtonNames.BROADCAST + ":stop:" + id;
  }

  /// Shows how far it is, in its status message.
  void show(long id) throws InterruptedException {
    showing.lockInterruptibly();
    try {
      Optional<Broadcast> found =
          database.transaction("load_broadcast", h -> BroadcastStore.find(h, id));
      Integer message = found.map(Broadcast::statusId).orElse(null);
      if (found.isPresent() && message != null) {
        show(found.get(), message);
      }
    } finally {
      showing.unlock();
    }
  }

  private void show(Broadcast broadcast, int message) throws InterruptedException {
    Texts texts = Texts.of(broadcast.language());
    Messenger messenger = telegram.messenger(broadcast.owner().botId());
    FormattedText text = FormattedText.titled(text(texts, broadcast));
    if (broadcast.state() == Broadcast.State.RUNNING) {
      messenger.tryEdit(broadcast.owner(), message, text, keyboard(texts, broadcast));
      return;
    }
    try {
      messenger.edit(broadcast.owner(), message, text, Priority.ANSWER);
    } catch (TelegramException e) {
      log.info("How broadcast {} ended cannot be shown: {}", broadcast.id(), e.getMessage());
    }
  }

  private static Keyboard keyboard(Texts texts, Broadcast broadcast) {
    return Keyboard.row(new Button.Press(texts.get("broadcast.stop"), stop(broadcast.id())));
  }

  private static String text(Texts texts, Broadcast broadcast) {
    String title =
        switch (broadcast.state()) {
          case OFFERED, RUNNING ->
              texts.get("broadcast.running", broadcast.served(), broadcast.recipients());
          case DONE -> texts.get("broadcast.done");
          case STOPPED -> texts.get("broadcast.stopped");
          case FAILED -> texts.get("broadcast.failed");
        };
    return title
        + "\n\n"
        + texts.get(
            "broadcast.counts", broadcast.delivered(), broadcast.blocked(), broadcast.failed());
  }
}
