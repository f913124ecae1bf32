package org.voice2text.bot.telegram;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.send.SendMessageDraft;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;

/// Writes what is dropped rather than kept waiting: it asks once, only when Telegram's limits allow
/// it and nobody else waits to write there. Thread-safe.
public final class LiveMessenger {
  /// More that refuse are asked again after a while.
  private static final int REFUSING_KEPT = 10_000;

  private static final Logger log = LoggerFactory.getLogger(LiveMessenger.class);

  private final TelegramApi api;
  private final Pacer pacer;
  private volatile boolean knowsDrafts = true;

  /// Whose chats take no previews.
  private final Set<Long> refusing = ConcurrentHashMap.newKeySet();

  LiveMessenger(TelegramApi api, Pacer pacer) {
    this.api = api;
    this.pacer = pacer;
  }

  private interface Call<T> {
    T make() throws TelegramException, InterruptedException;
  }

  /// Sends a message.
  ///
  /// @return its id; null when it cannot be sent now
  /// @throws TelegramException when it can never be sent
  public @Nullable Integer trySend(
      ChatRef chat, FormattedText text, @Nullable Keyboard keyboard, @Nullable Integer replyTo)
      throws TelegramException, InterruptedException {
    return now(
        chat, () -> api.call(Messenger.message(chat, text, keyboard, replyTo)).getMessageId());
  }

  /// Replaces text and buttons of a message of ours.
  ///
  /// @return whether it looks so now
  /// @throws TelegramException when it never can
  public boolean tryEdit(
      ChatRef chat, int messageId, FormattedText text, @Nullable Keyboard keyboard)
      throws TelegramException, InterruptedException {
    Boolean done =
        now(
            chat,
            () -> {
              try {
                Object _ = api.call(Messenger.edit(chat, messageId, text, keyboard));
              } catch (TelegramException e) {
                if (e.kind() != TelegramException.Kind.NOT_MODIFIED) {
                  throw e;
                }
              }
              return true;
            });
    return done != null;
  }

  /// Whether a chat is not known to take no previews.
  public boolean takesDrafts(ChatRef chat) {
    return knowsDrafts && !refusing.contains(chat.chatId());
  }

  /// Shows a text in a private chat as one that is being written. It fades after 30 s, and when a
  /// message follows.
  ///
  /// @param draftId not 0; the same for the same text in the making
  /// @return whether it is shown
  /// @throws TelegramException when nothing can be written there
  public boolean tryDraft(ChatRef chat, int draftId, FormattedText text)
      throws TelegramException, InterruptedException {
    SendMessageDraft method =
        SendMessageDraft.builder()
            .chatId(chat.chatId())
            .draftId(draftId)
            .text(text.text())
            .entities(Messenger.entities(text))
            .build();
    try {
      return now(chat, () -> api.call(method)) != null;
    } catch (TelegramException e) {
      if (!e.isNotFound() && e.kind() != TelegramException.Kind.REFUSED) {
        throw e;
      }
      // What is refused once will be refused again, and edits of the status serve as well.
      if (e.isNotFound()) {
        knowsDrafts = false;
        log.info("Previews are shown by edits from now on: {}", e.getMessage());
      } else {
        refuses(chat);
        log.info("Previews are shown by edits in one chat from now on: {}", e.getMessage());
      }
      return false;
    }
  }

  private void refuses(ChatRef chat) {
    if (refusing.size() >= REFUSING_KEPT) {
      refusing.clear();
    }
    boolean _ = refusing.add(chat.chatId());
  }

  /// Deletes a message of ours that is of no use any more, if that is possible.
  public void tryDelete(ChatRef chat, int messageId) throws InterruptedException {
    DeleteMessage method = new DeleteMessage(Long.toString(chat.chatId()), messageId);
    try {
      boolean _ = api.call(method);
    } catch (TelegramException e) {
      log.debug("A message stays that is of no use any more: {}", e.getMessage());
    }
  }

  /// @return null when it is not possible now
  private <T> @Nullable T now(ChatRef chat, Call<T> call)
      throws TelegramException, InterruptedException {
    if (!pacer.tryAcquire(chat)) {
      return null;
    }
    try {
      return call.make();
    } catch (TelegramException e) {
      if (e.kind() != TelegramException.Kind.RATE_LIMITED
          && e.kind() != TelegramException.Kind.UNAVAILABLE) {
        throw e;
      }
      if (e.retryAfter() != null) {
        pacer.block(chat, e.retryAfter());
      }
      log.debug("Not shown now: {}", e.getMessage());
      return null;
    }
  }
}
