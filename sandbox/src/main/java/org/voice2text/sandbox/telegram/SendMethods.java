package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.UploadedFile;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// The methods that put messages into chats. Confined to the world's lock.
final class SendMethods {
  private static final int LARGEST_UPLOAD = 50 << 20;

  private final WorldState state;
  private final RateLimits limits;
  private final BooleanSupplier limited;

  SendMethods(WorldState state, RateLimits limits, BooleanSupplier limited) {
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
    methods.put("copyMessage", this::copyMessage);
  }

  private JsonNode sendMessage(BotAccount bot, Params params) {
    FormattedText text = MessageParams.text(params);
    ChatLog log = state.access().writable(bot, params);
    return state.json(log, post(bot, log, params, new NewMessage(bot.user).text(text)));
  }

  private JsonNode sendFile(BotAccount bot, Params params, MediaKind kind) {
    FormattedText caption = MessageParams.caption(params);
    ChatLog log = state.access().writable(bot, params);
    Media media = media(bot, params, kind);
    NewMessage message = new NewMessage(bot.user).text(caption).media(media);
    return state.json(log, post(bot, log, params, message));
  }

  private Media media(BotAccount bot, Params params, MediaKind kind) {
    @Nullable UploadedFile file = params.file(kind.field());
    if (file == null && params.text(kind.field()).startsWith("attach://")) {
      file = params.file(params.text(kind.field()).substring("attach://".length()));
    }
    if (file != null) {
      byte[] content = Params.content(file);
      if (content.length == 0) {
        throw ApiException.badRequest("file must be non-empty");
      }
      if (content.length > LARGEST_UPLOAD && state.localFolder == null) {
        throw ApiException.tooLarge();
      }
      Upload upload =
          Upload.of(kind, content, (int) params.number("duration"))
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

  private JsonNode copyMessage(BotAccount bot, Params params) {
    ChatLog from = state.access().reach(bot, params.number("from_chat_id"));
    Message original =
        from.find(params.number("message_id"))
            .orElseThrow(() -> ApiException.badRequest("message to copy not found"));
    if (original.special() != null) {
      throw ApiException.badRequest("message can't be copied");
    }
    FormattedText text =
        params.has("caption") ? MessageParams.caption(params) : original.formattedText();
    ChatLog log = state.access().writable(bot, params);
    NewMessage copy = new NewMessage(bot.user).text(text).media(original.media());
    return Json.object().put("message_id", post(bot, log, params, copy).id());
  }

  /// Adds what all messages of bots may have, and sends.
  Message post(BotAccount bot, ChatLog log, Params params, NewMessage message) {
    if (message.buttons.isEmpty()) {
      List<List<Button>> buttons = MessageParams.buttons(params);
      if (buttons.stream().flatMap(List::stream).anyMatch(Button::pay)) {
        throw ApiException.badRequest("BUTTON_TYPE_INVALID");
      }
      message.buttons(buttons);
    }
    MessageParams.Reply reply = MessageParams.reply(params, log);
    @Nullable Message to = reply.to();
    message.answering(to == null ? null : (Long) to.id(), reply.quote());
    message.topic(topic(bot, log, params, to));
    if (log.chat.type() == Chat.Type.CHANNEL) {
      message.inNameOf(log.chat);
    }
    limit(bot, log);
    log.draft = null;
    return state.posts().add(log, message);
  }

  /// Only forums and private chats have threads that a bot can write to.
  private static @Nullable Long topic(
      BotAccount bot, ChatLog log, Params params, @Nullable Message answered) {
    Chat.Type type = log.chat.type();
    if (type != Chat.Type.FORUM && type != Chat.Type.PRIVATE) {
      return null;
    }
    @Nullable Long wanted =
        params
            .optionalNumber("message_thread_id")
            .filter(id -> id != 0)
            .orElse(answered == null ? null : answered.topic());
    if (wanted == null) {
      return null;
    }
    @Nullable Topic topic = log.topics.get(wanted);
    if (topic == null) {
      throw ApiException.badRequest("message thread not found");
    }
    if (topic.closed() && !log.members.get(bot.user).may("can_manage_topics")) {
      throw ApiException.badRequest("TOPIC_CLOSED");
    }
    return wanted;
  }

  private void limit(BotAccount bot, ChatLog log) {
    if (limited.getAsBoolean()) {
      limits.check(bot.user.id(), log.chat);
    }
  }
}
