package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// The methods that change messages and take them away. Confined to the world's lock.
final class EditMethods {
  private static final int MOST_DELETED = 100;

  private final WorldState state;
  private final RateLimits limits;
  private final BooleanSupplier limited;

  EditMethods(WorldState state, RateLimits limits, BooleanSupplier limited) {
    this.state = state;
    this.limits = limits;
    this.limited = limited;
  }

  void register(Map<String, ApiMethod> methods) {
    methods.put("editMessageText", this::editText);
    methods.put("editMessageCaption", this::editCaption);
    methods.put("editMessageReplyMarkup", this::editButtons);
    methods.put("deleteMessage", this::deleteMessage);
    methods.put("deleteMessages", this::deleteMessages);
  }

  private JsonNode editText(BotAccount bot, Params params) {
    FormattedText text = MessageParams.text(params);
    ChatLog log = state.access().writable(bot, params);
    Message old = own(bot, log, params);
    if (old.media() != null || old.special() != null) {
      throw ApiException.badRequest("there is no text in the message to edit");
    }
    return edit(bot, log, old, text, MessageParams.buttons(params));
  }

  private JsonNode editCaption(BotAccount bot, Params params) {
    FormattedText caption = MessageParams.caption(params);
    ChatLog log = state.access().writable(bot, params);
    Message old = own(bot, log, params);
    if (old.media() == null) {
      throw ApiException.badRequest("there is no caption in the message to edit");
    }
    return edit(bot, log, old, caption, MessageParams.buttons(params));
  }

  private JsonNode editButtons(BotAccount bot, Params params) {
    ChatLog log = state.access().writable(bot, params);
    Message old = own(bot, log, params);
    return edit(bot, log, old, old.formattedText(), MessageParams.buttons(params));
  }

  private JsonNode edit(
      BotAccount bot, ChatLog log, Message old, FormattedText text, List<List<Button>> buttons) {
    if (limited.getAsBoolean()) {
      limits.check(bot.user.id(), log.chat);
    }
    if (text.equals(old.formattedText()) && buttons.equals(old.buttons())) {
      throw ApiException.badRequest(
          "message is not modified: specified new message content and reply markup are exactly the"
              + " same as a current content and reply markup of the message");
    }
    Message edited = old.edited(text, buttons, state.now());
    log.put(edited);
    state.emit(new WorldChange.MessageShown(edited));
    return state.json(log, edited);
  }

  private static Message own(BotAccount bot, ChatLog log, Params params) {
    if (params.number("message_id") <= 0) {
      throw ApiException.badRequest("message identifier is not specified");
    }
    Message message =
        log.find(params.number("message_id"))
            .orElseThrow(() -> ApiException.badRequest("message to edit not found"));
    if (message.from().id() != bot.user.id()) {
      throw ApiException.badRequest("message can't be edited");
    }
    return message;
  }

  private JsonNode deleteMessage(BotAccount bot, Params params) {
    ChatLog log = state.access().readable(bot, params);
    if (log.find(params.number("message_id")).isEmpty()) {
      throw ApiException.badRequest("message to delete not found");
    }
    delete(bot, log, params.number("message_id"));
    return BooleanNode.TRUE;
  }

  /// Messages that are not found are passed over.
  private JsonNode deleteMessages(BotAccount bot, Params params) {
    ChatLog log = state.access().readable(bot, params);
    JsonNode ids = params.json("message_ids");
    if (ids.isEmpty()) {
      throw ApiException.badRequest("message identifiers are not specified");
    }
    if (ids.size() > MOST_DELETED) {
      throw ApiException.badRequest("too many message identifiers specified");
    }
    ids.forEach(id -> delete(bot, log, id.asLong()));
    return BooleanNode.TRUE;
  }

  private void delete(BotAccount bot, ChatLog log, long id) {
    log.find(id)
        .ifPresent(message -> {
          boolean own = message.from().id() == bot.user.id();
          boolean may = log.members.get(bot.user).may("can_delete_messages");
          if (!own && !may && !log.chat.isPrivate()) {
            throw ApiException.badRequest("message can't be deleted");
          }
          Message _ = log.remove(id);
          state.emit(new WorldChange.MessageDeleted(log.chat, id));
        });
  }
}
