package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.javalin.http.UploadedFile;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The methods that put messages into chats, change them and take them away. Confined to the
/// world's lock.
final class MessageMethods {
  private final WorldState state;
  private final RateLimits limits;
  private final BooleanSupplier limited;

  MessageMethods(WorldState state, RateLimits limits, BooleanSupplier limited) {
    this.state = state;
    this.limits = limits;
    this.limited = limited;
  }

  void register(Map<String, ApiMethod> methods) {
    methods.put("sendMessage", this::sendMessage);
    methods.put("sendVoice", (bot, params) -> sendFile(bot, params, MediaKind.VOICE));
    methods.put("sendAudio", (bot, params) -> sendFile(bot, params, MediaKind.AUDIO));
    methods.put("sendVideo", (bot, params) -> sendFile(bot, params, MediaKind.VIDEO));
    methods.put("sendDocument", (bot, params) -> sendFile(bot, params, MediaKind.DOCUMENT));
    methods.put("editMessageText", this::editMessageText);
    methods.put("editMessageReplyMarkup", this::editMessageReplyMarkup);
    methods.put("deleteMessage", this::deleteMessage);
    methods.put("sendChatAction", this::sendChatAction);
    methods.put("sendMessageDraft", this::sendMessageDraft);
  }

  private JsonNode sendMessage(BotAccount bot, Params params) {
    FormattedText text = MessageParams.text(params);
    return post(bot, chat(bot, params), params, text, null);
  }

  private JsonNode sendFile(BotAccount bot, Params params, MediaKind kind) {
    FormattedText caption = MessageParams.caption(params);
    ChatLog log = chat(bot, params);
    return post(bot, log, params, caption, media(bot, params, kind));
  }

  private Media media(BotAccount bot, Params params, MediaKind kind) {
    @Nullable UploadedFile file = params.file(kind.field());
    if (file == null && params.text(kind.field()).startsWith("attach://")) {
      file = params.file(params.text(kind.field()).substring("attach://".length()));
    }
    if (file != null) {
      Upload upload =
          Upload.of(kind, Params.content(file), (int) params.number("duration"))
              .named(file.filename())
              .ofType(file.contentType());
      return state.files.store(upload, bot.user.id());
    }
    if (!params.has(kind.field())) {
      throw ApiException.badRequest("there is no " + kind.field() + " in the request");
    }
    return state
        .files
        .byId(params.text(kind.field()))
        .map(FileStore.StoredFile::media)
        .orElseThrow(() ->
            ApiException.badRequest(
                "wrong remote file identifier specified: can't unserialize it. Wrong last"
                    + " symbol"));
  }

  private JsonNode post(
      BotAccount bot, ChatLog log, Params params, FormattedText text, @Nullable Media media) {
    List<List<Button>> buttons = MessageParams.buttons(params);
    MessageParams.Reply reply = MessageParams.reply(params, log);
    @Nullable Message to = reply.to();
    @Nullable Long topic = topic(log, params, to);
    limit(bot, log);
    Message message =
        new Message(
            log.chat,
            log.nextId(),
            bot.user,
            state.now(),
            null,
            0,
            text.text(),
            text.entities(),
            media,
            to == null ? null : to.id(),
            reply.quote(),
            buttons,
            topic);
    log.put(message);
    state.emit(new WorldChange.MessageShown(message));
    return state.json(log, message);
  }

  private static @Nullable Long topic(ChatLog log, Params params, @Nullable Message answered) {
    @Nullable Long topic =
        params
            .optionalNumber("message_thread_id")
            .orElse(answered == null ? null : answered.topic());
    if (topic == null) {
      return null;
    }
    @Nullable Boolean open = log.openTopics.get(topic);
    if (open == null) {
      throw ApiException.badRequest("message thread not found");
    }
    if (!open) {
      throw ApiException.badRequest("TOPIC_CLOSED");
    }
    return topic;
  }

  private JsonNode editMessageText(BotAccount bot, Params params) {
    FormattedText text = MessageParams.text(params);
    ChatLog log = chat(bot, params);
    Message old = own(bot, log, params, "edit", "edited");
    if (old.media() != null) {
      throw ApiException.badRequest("there is no text in the message to edit");
    }
    return edit(bot, log, old, text, MessageParams.buttons(params));
  }

  private JsonNode editMessageReplyMarkup(BotAccount bot, Params params) {
    ChatLog log = chat(bot, params);
    Message old = own(bot, log, params, "edit", "edited");
    return edit(bot, log, old, old.formattedText(), MessageParams.buttons(params));
  }

  private JsonNode edit(
      BotAccount bot, ChatLog log, Message old, FormattedText text, List<List<Button>> buttons) {
    limit(bot, log);
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

  private JsonNode deleteMessage(BotAccount bot, Params params) {
    ChatLog log = chat(bot, params);
    Message old =
        log.find(params.number("message_id"))
            .orElseThrow(() -> ApiException.badRequest("message to delete not found"));
    if (old.from().id() != bot.user.id() && !log.chat.isPrivate()) {
      throw ApiException.badRequest("message can't be deleted");
    }
    log.remove(old.id());
    state.emit(new WorldChange.MessageDeleted(log.chat, old.id()));
    return BooleanNode.TRUE;
  }

  private JsonNode sendChatAction(BotAccount bot, Params params) {
    ChatLog log = chat(bot, params);
    String action = params.text("action");
    if (!action.matches(
        "typing|upload_(photo|video|voice|document|video_note)|record_(video|voice|video_note)|choose_sticker|find_location")) {
      throw ApiException.badRequest("wrong parameter action in request");
    }
    state.emit(new WorldChange.ActionShown(log.chat, action));
    return BooleanNode.TRUE;
  }

  /// The preview is checked and not shown: the message that follows is.
  private JsonNode sendMessageDraft(BotAccount bot, Params params) {
    FormattedText text = MessageParams.text(params);
    ChatLog log = chat(bot, params);
    if (!log.chat.isPrivate() || params.number("draft_id") == 0 || text.text().isEmpty()) {
      throw ApiException.badRequest("draft_id must be non-zero and the chat private");
    }
    state.emit(new WorldChange.ActionShown(log.chat, "typing"));
    return BooleanNode.TRUE;
  }

  private static Message own(
      BotAccount bot, ChatLog log, Params params, String verb, String participle) {
    Message message =
        log.find(params.number("message_id"))
            .orElseThrow(() -> ApiException.badRequest("message to " + verb + " not found"));
    if (message.from().id() != bot.user.id()) {
      throw ApiException.badRequest("message can't be " + participle);
    }
    return message;
  }

  private void limit(BotAccount bot, ChatLog log) {
    if (limited.getAsBoolean()) {
      limits.check(bot.user.id(), log.chat);
    }
  }

  private ChatLog chat(BotAccount bot, Params params) {
    return chat(state, bot, params);
  }

  static ChatLog chat(WorldState state, BotAccount bot, Params params) {
    if (params.text("chat_id").isEmpty()) {
      throw ApiException.badRequest("chat_id is empty");
    }
    long id = params.number("chat_id");
    ChatLog log =
        state
            .chatOf(bot.user.id(), id)
            .orElseThrow(() -> ApiException.badRequest("chat not found"));
    if (log.chat.isPrivate() && bot.blockedBy.contains(id)) {
      throw ApiException.forbidden("bot was blocked by the user");
    }
    return log;
  }
}
