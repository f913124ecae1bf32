package org.voice2text.bot.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.payments.RefundedPayment;
import org.telegram.telegrambots.meta.api.objects.payments.SuccessfulPayment;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.model.event.MessageType;

/// Turns a message of the Bot API into what it means to us. Thread-safe.
final class MessageReader {
  private MessageReader() {}

  static Incoming.Content read(UpdateKey key, Message message) {
    if (isIncomplete(message.getSuccessfulPayment())) {
      return new Incoming.Ignored("an incomplete payment");
    }
    Incoming.Body body = body(message);
    return new Incoming.Message(
        chat(key, message),
        message.isUserMessage(),
        message.getMessageId(),
        message.getSenderChat() == null ? sender(message.getFrom()) : null,
        message.getSenderChat() != null
            && message.getChatId().equals(message.getSenderChat().getId()),
        type(message, body),
        lag(key, message),
        replied(key, message.getReplyToMessage()),
        body);
  }

  /// Without its charge, a payment can be neither credited once nor given back. Of a refund, the
  /// library sees to that.
  private static boolean isIncomplete(@Nullable SuccessfulPayment payment) {
    return payment != null
        && ("".equals(payment.getTelegramPaymentChargeId())
            || Stream.of(
                    payment.getTelegramPaymentChargeId(),
                    payment.getCurrency(),
                    payment.getTotalAmount(),
                    payment.getInvoicePayload())
                .anyMatch(Objects::isNull));
  }

  static ChatRef chat(UpdateKey key, Message message) {
    Integer thread =
        Boolean.TRUE.equals(message.getIsTopicMessage()) ? message.getMessageThreadId() : null;
    return new ChatRef(key.botId(), message.getChatId(), thread);
  }

  /// Nobody has an id below 1: such numbers stand in the database for people who are forgotten.
  static @Nullable Sender sender(@Nullable User user) {
    if (user == null || user.getId() == null || user.getId() < 1) {
      return null;
    }
    String language = user.getLanguageCode();
    return new Sender(user.getId(), language == null ? "" : language);
  }

  /// The date has whole seconds, and clocks differ: never below zero.
  private static Duration lag(UpdateKey key, Message message) {
    if (message.getDate() == null) {
      return Duration.ZERO;
    }
    return Duration.ofMillis(Math.max(0, key.receivedAt() - message.getDate() * 1000L));
  }

  private static Incoming.@Nullable Replied replied(UpdateKey key, @Nullable Message message) {
    if (message == null || message.getMessageId() == null) {
      return null;
    }
    User from = message.getFrom();
    boolean ours = from != null && from.getId() != null && from.getId() == key.botId();
    return new Incoming.Replied(message.getMessageId(), ours, MediaReader.file(message));
  }

  private static Incoming.Body body(Message message) {
    MediaFile file = MediaReader.file(message);
    if (file != null) {
      return new Incoming.Media(file);
    }
    String text = message.getText();
    if (text != null && text.startsWith("/") && text.length() > 1) {
      return command(text.substring(1));
    }
    if (message.getSuccessfulPayment() != null) {
      return payment(message.getSuccessfulPayment());
    }
    if (message.getRefundedPayment() != null) {
      RefundedPayment refund = message.getRefundedPayment();
      return new Incoming.Refund(
          refund.getTelegramPaymentChargeId(), refund.getCurrency(), refund.getTotalAmount());
    }
    if (message.getMigrateToChatId() != null) {
      return new Incoming.Migrated(message.getMigrateToChatId());
    }
    return isService(message) ? new Incoming.Service() : new Incoming.Other();
  }

  private static Incoming.Command command(String text) {
    String[] words = text.split("\\s", 2);
    String[] names = words[0].toLowerCase(Locale.ROOT).split("@", 2);
    return new Incoming.Command(
        names[0], names.length > 1 ? names[1] : "", words.length > 1 ? words[1].strip() : "");
  }

  private static Incoming.Payment payment(SuccessfulPayment payment) {
    Integer until = payment.getSubscriptionExpirationDate();
    boolean renewal =
        Boolean.TRUE.equals(payment.getIsRecurring())
            && !Boolean.TRUE.equals(payment.getIsFirstRecurring());
    return new Incoming.Payment(
        payment.getTelegramPaymentChargeId(),
        payment.getCurrency(),
        payment.getTotalAmount(),
        payment.getInvoicePayload(),
        until == null ? null : Instant.ofEpochSecond(until),
        renewal);
  }

  /// Whether Telegram, not a person, says something in the chat: it has ever more to say, so that
  /// all is taken for that which a person cannot have written.
  private static boolean isService(Message message) {
    return Stream.of(
            message.getText(),
            message.getDocument(),
            message.getPhoto(),
            message.getLivePhoto(),
            message.getPaidMedia(),
            message.getVideo(),
            message.getAudio(),
            message.getVoice(),
            message.getVideoNote(),
            message.getAnimation(),
            message.getSticker(),
            message.getContact(),
            message.getLocation(),
            message.getVenue(),
            message.getPoll(),
            message.getDice(),
            message.getGame(),
            message.getInvoice(),
            message.getStory(),
            message.getChecklist(),
            message.getRichMessage())
        .allMatch(Objects::isNull);
  }

  private static MessageType type(Message message, Incoming.Body body) {
    return switch (body) {
      case Incoming.Command _ -> MessageType.COMMAND;
      case Incoming.Media media ->
          switch (media.file().type()) {
            case VOICE -> MessageType.VOICE;
            case AUDIO -> MessageType.AUDIO;
            case VIDEO_NOTE -> MessageType.VIDEO_NOTE;
            case VIDEO -> MessageType.VIDEO;
            case DOCUMENT -> MessageType.DOCUMENT;
          };
      case Incoming.Payment _, Incoming.Refund _, Incoming.Migrated _, Incoming.Service _ ->
          MessageType.SERVICE;
      case Incoming.Other _ -> otherType(message);
    };
  }

  private static MessageType otherType(Message message) {
    if (message.getDocument() != null) {
      return MessageType.DOCUMENT;
    }
    return message.hasText() ? MessageType.TEXT : MessageType.OTHER;
  }
}
