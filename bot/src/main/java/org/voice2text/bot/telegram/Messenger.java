package org.voice2text.bot.telegram;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.CopyMessage;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageReplyMarkup;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;

/// Writes for one bot: keeps Telegram's limits, obeys when it asks to wait, and tries again while
/// it cannot be reached. Thread-safe.
public final class Messenger {
  private static final Logger log = LoggerFactory.getLogger(Messenger.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

  /// A message that finds no taker for so long is given back to the caller.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final LinkPreviewOptions NO_PREVIEW =
      LinkPreviewOptions.builder().isDisabled(true).build();

  private final TelegramApi api;
  private final Pacer pacer;
  private final InstantSource clock;
  private final Migration migration;
  private final LiveMessenger live;

  /// Is told when a group turns out to go on under another id.
  interface Migration {
    void migrated(long oldChatId, long newChatId);
  }

  Messenger(TelegramApi api, InstantSource clock, Migration migration) {
    this.api = api;
    this.pacer = new Pacer(clock);
    this.clock = clock;
    this.migration = migration;
    this.live = new LiveMessenger(api, pacer);
  }

  /// Writes what may be dropped.
  public LiveMessenger live() {
    return live;
  }

  /// Sends a message without buttons.
  ///
  /// @param replyTo the message to reply to, which may be gone by now; null for none
  /// @return the id of the new message
  public int send(ChatRef chat, FormattedText text, @Nullable Integer replyTo, Priority priority)
      throws TelegramException, InterruptedException {
    return send(chat, text, null, replyTo, priority);
  }

  /// Sends a message.
  ///
  /// @param keyboard the buttons under it; null for none
  /// @param replyTo the message to reply to, which may be gone by now; null for none
  /// @return the id of the new message
  public int send(
      ChatRef chat,
      FormattedText text,
      @Nullable Keyboard keyboard,
      @Nullable Integer replyTo,
      Priority priority)
      throws TelegramException, InterruptedException {
    return patiently(
        chat,
        priority,
        place -> {
          // Where a group has moved to, another message may have the number.
          @Nullable Integer answered = place.equals(chat) ? replyTo : null;
          return api.call(message(place, text, keyboard, answered)).getMessageId();
        });
  }

  /// Sends a file.
  ///
  /// @param name as the reader sees it, with its ending
  /// @param caption at most 1024 UTF-16 units; may be empty
  /// @param keyboard the buttons under it; null for none
  /// @return the id of the new message
  public int sendFile(
      ChatRef chat,
      String name,
      byte[] content,
      FormattedText caption,
      @Nullable Keyboard keyboard,
      @Nullable Integer replyTo,
      Priority priority)
      throws TelegramException, InterruptedException {
    return patiently(
        chat,
        priority,
        place -> {
          SendDocument method =
              SendDocument.builder()
                  .chatId(place.chatId())
                  .messageThreadId(place.threadId())
                  .document(new InputFile(new ByteArrayInputStream(content), name))
                  .caption(caption.text().isEmpty() ? null : caption.text())
                  .captionEntities(entities(caption))
                  .replyMarkup(Keyboards.markup(keyboard))
                  .build();
          method.setReplyParameters(place.equals(chat) ? reply(replyTo) : null);
          return api.send(method).getMessageId();
        });
  }

  /// Sends what another message says, whatever it holds.
  ///
  /// @param from the chat of that message
  /// @return the id of the new message
  public int copy(ChatRef chat, long from, int messageId, Priority priority)
      throws TelegramException, InterruptedException {
    return patiently(
        chat,
        priority,
        place ->
            Math.toIntExact(
                api.call(
                        CopyMessage.builder()
                            .chatId(place.chatId())
                            .messageThreadId(place.threadId())
                            .fromChatId(from)
                            .messageId(messageId)
                            .build())
                    .getMessageId()));
  }

  /// Replaces the text of a message of ours and takes its buttons away.
  public void edit(ChatRef chat, int messageId, FormattedText text, Priority priority)
      throws TelegramException, InterruptedException {
    edit(chat, messageId, text, null, priority);
  }

  /// Replaces text and buttons of a message of ours. That it already looks so is success.
  ///
  /// @param keyboard null for no buttons
  public void edit(
      ChatRef chat,
      int messageId,
      FormattedText text,
      @Nullable Keyboard keyboard,
      Priority priority)
      throws TelegramException, InterruptedException {
    patiently(
        chat,
        priority,
        place -> {
          inItsPlace(chat, place);
          unlessUnchanged(edit(place, messageId, text, keyboard));
          return messageId;
        });
  }

  /// Replaces the buttons of a message of ours and leaves its text. That it already looks so is
  /// success.
  public void editKeyboard(ChatRef chat, int messageId, Keyboard keyboard, Priority priority)
      throws TelegramException, InterruptedException {
    patiently(
        chat,
        priority,
        place -> {
          inItsPlace(chat, place);
          callEdit(place, messageId, keyboard);
          return messageId;
        });
  }

  /// Shows progress in a message of ours if that is possible at once and without trouble.
  ///
  /// @param keyboard null for no buttons
  public void tryEdit(ChatRef chat, int messageId, FormattedText text, @Nullable Keyboard keyboard)
      throws InterruptedException {
    tryCall(chat, () -> unlessUnchanged(edit(chat, messageId, text, keyboard)));
  }

  /// Shows progress in the buttons of a message of ours if that is possible at once and without
  /// trouble.
  public void tryEditKeyboard(ChatRef chat, int messageId, Keyboard keyboard)
      throws InterruptedException {
    tryCall(chat, () -> callEdit(chat, messageId, keyboard));
  }

  private interface Attempt {
    void make() throws TelegramException, InterruptedException;
  }

  private void tryCall(ChatRef chat, Attempt attempt) throws InterruptedException {
    if (!pacer.tryAcquire(chat)) {
      return;
    }
    try {
      attempt.make();
    } catch (TelegramException e) {
      if (e.retryAfter() != null) {
        pacer.block(chat, e.retryAfter());
      }
      log.debug("Progress not shown: {}", e.getMessage());
    }
  }

  /// Ends the wait that a button shows. Telegram forgets a press after some 15 s: that it is too
  /// late harms nobody.
  ///
  /// @param notice up to 200 characters that are shown for a moment; null for none
  public void answerPress(String queryId, @Nullable String notice) throws InterruptedException {
    AnswerCallbackQuery method =
        AnswerCallbackQuery.builder().callbackQueryId(queryId).text(notice).build();
    try {
      boolean _ = api.call(method);
    } catch (TelegramException e) {
      log.info("A press of a button was not answered: {}", e.getMessage());
    }
  }

  static SendMessage message(
      ChatRef chat, FormattedText text, @Nullable Keyboard keyboard, @Nullable Integer replyTo) {
    return SendMessage.builder()
        .chatId(chat.chatId())
        .messageThreadId(chat.threadId())
        .text(text.text())
        .entities(entities(text))
        .linkPreviewOptions(NO_PREVIEW)
        .replyMarkup(Keyboards.markup(keyboard))
        .replyParameters(reply(replyTo))
        .build();
  }

  static EditMessageText edit(
      ChatRef chat, int messageId, FormattedText text, @Nullable Keyboard keyboard) {
    return EditMessageText.builder()
        .chatId(chat.chatId())
        .messageId(messageId)
        .text(text.text())
        .entities(entities(text))
        .linkPreviewOptions(NO_PREVIEW)
        .replyMarkup(Keyboards.markup(keyboard))
        .build();
  }

  /// The message may be gone by now.
  static @Nullable ReplyParameters reply(@Nullable Integer replyTo) {
    return replyTo == null
        ? null
        : ReplyParameters.builder().messageId(replyTo).allowSendingWithoutReply(true).build();
  }

  /// Messages keep their numbers when a group moves, but not their places: there the number may be
  /// another message's.
  private static void inItsPlace(ChatRef chat, ChatRef place) throws TelegramException {
    if (!place.equals(chat)) {
      throw TelegramException.leftBehind(chat.chatId(), place.chatId());
    }
  }

  private void callEdit(ChatRef chat, int messageId, Keyboard keyboard)
      throws TelegramException, InterruptedException {
    unlessUnchanged(
        EditMessageReplyMarkup.builder()
            .chatId(chat.chatId())
            .messageId(messageId)
            .replyMarkup(Keyboards.markup(keyboard))
            .build());
  }

  private void unlessUnchanged(BotApiMethod<?> method)
      throws TelegramException, InterruptedException {
    try {
      Object _ = api.call(method);
    } catch (TelegramException e) {
      if (e.kind() != TelegramException.Kind.NOT_MODIFIED) {
        throw e;
      }
    }
  }

  static List<MessageEntity> entities(FormattedText text) {
    return text.spans().stream()
        .map(s -> new MessageEntity(s.type(), s.offset(), s.length()))
        .toList();
  }

  private interface Call {
    int make(ChatRef place) throws TelegramException, InterruptedException;
  }

  private int patiently(ChatRef chat, Priority priority, Call call)
      throws TelegramException, InterruptedException {
    try {
      return patientlyIn(chat, priority, call);
    } catch (TelegramException e) {
      if (e.newChatId() == null) {
        throw e;
      }
      migration.migrated(chat.chatId(), e.newChatId());
      return patientlyIn(chat.movedTo(e.newChatId()), priority, call);
    }
  }

  private int patientlyIn(ChatRef chat, Priority priority, Call call)
      throws TelegramException, InterruptedException {
    Instant deadline = clock.instant().plus(PATIENCE);
    Duration pause = FIRST_PAUSE;
    while (true) {
      Duration tooLong = pacer.acquire(chat, priority, deadline);
      if (!tooLong.isZero()) {
        throw TelegramException.mustWait(tooLong);
      }
      try {
        return call.make(chat);
      } catch (TelegramException e) {
        Duration wait =
            switch (e.kind()) {
              case RATE_LIMITED -> e.retryAfter() == null ? pause : e.retryAfter();
              case UNAVAILABLE -> pause;
              case UNAUTHORIZED,
                  CONFLICT,
                  UNREACHABLE,
                  TOPIC_CLOSED,
                  MIGRATED,
                  MESSAGE_GONE,
                  NOT_MODIFIED,
                  FILE_TOO_BIG,
                  REFUSED ->
                  throw e;
            };
        pacer.block(chat, wait);
        if (clock.instant().plus(wait).isAfter(deadline)) {
          throw e;
        }
        log.info("Telegram is asked again in {} ms: {}", wait.toMillis(), e.getMessage());
        pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
      }
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
