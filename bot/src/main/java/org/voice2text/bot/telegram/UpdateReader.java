package org.voice2text.bot.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;
import org.telegram.telegrambots.meta.api.objects.message.MaybeInaccessibleMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.payments.PreCheckoutQuery;
import org.voice2text.bot.telegram.Incoming.Standing;
import org.voice2text.bot.telegram.Incoming.UpdateKey;

/// Turns the JSON of one update into what it means to us. Never fails: what it does not understand
/// is ignored with a reason. Thread-safe.
final class UpdateReader {
  private static final ObjectReader UPDATE =
      new ObjectMapper()
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
          .readerFor(Update.class);

  private UpdateReader() {}

  static Incoming read(UpdateKey key, String json) {
    try {
      return new Incoming(key, content(key, UPDATE.readValue(json)));
    } catch (JsonProcessingException | RuntimeException e) {
      // The message of the exception quotes the update, which may hold what a user wrote.
      return new Incoming(key, new Incoming.Ignored("unreadable: " + e.getClass().getSimpleName()));
    }
  }

  /// Whether this is none of the bot's business and must not even be stored. Telegram hands it out
  /// where privacy mode is off.
  static boolean isTalkOfOthers(UpdateStore.RawUpdate update) {
    return read(update.key(), update.body()).content() instanceof Incoming.Message message
        && message.isTalkOfOthers();
  }

  private static Incoming.Content content(UpdateKey key, @Nullable Update update) {
    if (update == null) {
      return new Incoming.Ignored("no message");
    }
    if (update.getCallbackQuery() != null) {
      return press(key, update.getCallbackQuery());
    }
    if (update.getPreCheckoutQuery() != null) {
      return preCheckout(update.getPreCheckoutQuery());
    }
    if (update.getMyChatMember() != null) {
      return membership(key, update.getMyChatMember());
    }
    Message message = update.getMessage();
    if (message == null || message.getMessageId() == null || !isComplete(message.getChat())) {
      return new Incoming.Ignored("no message");
    }
    return MessageReader.read(key, message);
  }

  private static boolean isComplete(@Nullable Chat chat) {
    return chat != null && chat.getId() != null && chat.getType() != null;
  }

  private static Incoming.Content press(UpdateKey key, CallbackQuery query) {
    Sender sender = MessageReader.sender(query.getFrom());
    MaybeInaccessibleMessage message = query.getMessage();
    if (sender == null
        || isMissing(query.getId())
        || query.getData() == null
        || message == null
        || message.getMessageId() == null
        || !isComplete(message.getChat())) {
      return new Incoming.Ignored("a press without its message or sender");
    }
    ChatRef chat =
        message instanceof Message whole
            ? MessageReader.chat(key, whole)
            : new ChatRef(key.botId(), message.getChatId(), null);
    return new Incoming.Press(
        chat,
        message.isUserMessage(),
        message.getMessageId(),
        sender,
        query.getId(),
        query.getData());
  }

  /// What has no id cannot be answered.
  private static boolean isMissing(@Nullable String id) {
    return id == null || id.isEmpty();
  }

  private static Incoming.Content preCheckout(PreCheckoutQuery query) {
    Sender sender = MessageReader.sender(query.getFrom());
    if (sender == null
        || isMissing(query.getId())
        || query.getCurrency() == null
        || query.getTotalAmount() == null
        || query.getInvoicePayload() == null) {
      return new Incoming.Ignored("an incomplete payment");
    }
    return new Incoming.PreCheckout(
        sender,
        query.getId(),
        query.getCurrency(),
        query.getTotalAmount(),
        query.getInvoicePayload());
  }

  private static Incoming.Content membership(UpdateKey key, ChatMemberUpdated change) {
    Sender sender = MessageReader.sender(change.getFrom());
    if (sender == null || !isComplete(change.getChat()) || change.getNewChatMember() == null) {
      return new Incoming.Ignored("an incomplete change of membership");
    }
    if (change.getChat().isChannelChat()) {
      return new Incoming.Ignored("a channel: its subscribers did not ask for a bot");
    }
    ChatMember before = change.getOldChatMember();
    return new Incoming.Membership(
        new ChatRef(key.botId(), change.getChat().getId(), null),
        change.getChat().isUserChat(),
        sender,
        before == null ? Standing.GONE : standing(before),
        standing(change.getNewChatMember()));
  }

  private static Standing standing(ChatMember member) {
    return switch (member.getStatus()) {
      case "creator", "administrator" -> Standing.ADMINISTRATOR;
      case "member", "restricted" -> Standing.MEMBER;
      default -> Standing.GONE;
    };
  }
}
