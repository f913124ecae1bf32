package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// Writes the world's objects the way the Bot API shows them.
final class MessageJson {
  private MessageJson() {}

  static ObjectNode user(User user) {
    ObjectNode node =
        Json.object()
            .put("id", user.id())
            .put("is_bot", user.isBot())
            .put("first_name", user.firstName())
            .put("username", user.username());
    return user.languageCode().isEmpty() ? node : node.put("language_code", user.languageCode());
  }

  static ObjectNode chat(Chat chat, @Nullable User user) {
    ObjectNode node = Json.object().put("id", chat.id()).put("type", chat.type().apiName());
    if (user != null) {
      return node.put("first_name", user.firstName()).put("username", user.username());
    }
    node.put("title", chat.title());
    return chat.type().isForum() ? node.put("is_forum", true) : node;
  }

  /// @param user the other side of a private chat
  /// @param answered the message this one answers, where it still exists
  /// @param thread the topic or the row of answers
  static ObjectNode message(
      Message message, @Nullable User user, @Nullable Message answered, @Nullable Long thread) {
    ObjectNode node = Json.object().put("message_id", message.id());
    if (message.chat().type() != Chat.Type.CHANNEL) {
      node.set("from", user(message.from()));
    }
    @Nullable Chat senderChat = message.senderChat();
    if (senderChat != null) {
      node.set("sender_chat", chat(senderChat, null));
    }
    if (message.from().equals(Posts.TELEGRAM)) {
      node.put("is_automatic_forward", true);
    }
    node.set("chat", chat(message.chat(), user));
    node.put("date", message.date().getEpochSecond());
    @Nullable User origin = message.forwardedFrom();
    if (origin != null) {
      node.putObject("forward_origin")
          .put("type", "user")
          .put("date", message.date().getEpochSecond())
          .set("sender_user", user(origin));
    }
    @Nullable Instant editedAt = message.editedAt();
    if (editedAt != null) {
      node.put("edit_date", editedAt.getEpochSecond());
    }
    if (thread != null) {
      node.put("message_thread_id", thread);
    }
    if (message.topic() != null) {
      node.put("is_topic_message", true);
    }
    if (answered != null) {
      node.set("reply_to_message", message(answered, user, null, answered.topic()));
    }
    @Nullable String quote = message.quote();
    if (quote != null) {
      node.set("quote", Json.object().put("text", quote).put("position", 0).put("is_manual", true));
    }
    content(node, message);
    if (!message.buttons().isEmpty()) {
      node.set("reply_markup", keyboard(message.buttons()));
    }
    return node;
  }

  private static void content(ObjectNode node, Message message) {
    @Nullable Special special = message.special();
    if (special != null) {
      SpecialJson.write(node, special);
    }
    @Nullable Media media = message.media();
    if (media != null) {
      node.set(media.kind().field(), media(media));
    }
    if (!message.text().isEmpty()) {
      node.put(media == null ? "text" : "caption", message.text());
    }
    ArrayNode entities = entities(message);
    if (!entities.isEmpty()) {
      node.set(media == null ? "entities" : "caption_entities", entities);
    }
  }

  private static ObjectNode media(Media media) {
    ObjectNode node =
        Json.object()
            .put("file_id", media.fileId())
            .put("file_unique_id", media.uniqueId())
            .put("file_size", media.size());
    if (media.fileName() != null) {
      node.put("file_name", media.fileName());
    }
    if (media.mimeType() != null) {
      node.put("mime_type", media.mimeType());
    }
    if (media.kind().hasDuration()) {
      node.put("duration", media.durationSeconds());
    }
    return switch (media.kind()) {
      case VIDEO_NOTE -> node.put("length", 240);
      case VIDEO -> node.put("width", 640).put("height", 360);
      case VOICE, AUDIO, DOCUMENT -> node;
    };
  }

  /// A command at the beginning of a person's text is marked by Telegram's server.
  private static ArrayNode entities(Message message) {
    ArrayNode nodes = Json.array();
    for (Entity entity : message.entities()) {
      nodes.add(entity(entity));
    }
    if ((message.senderChat() != null || !message.from().isBot())
        && message.text().startsWith("/")) {
      String command = message.text().split("\\s", 2)[0];
      nodes.add(entity(new Entity("bot_command", 0, command.length(), null, null)));
    }
    return nodes;
  }

  private static ObjectNode entity(Entity entity) {
    ObjectNode node =
        Json.object()
            .put("type", entity.type())
            .put("offset", entity.offset())
            .put("length", entity.length());
    if (entity.url() != null) {
      node.put("url", entity.url());
    }
    return entity.language() == null ? node : node.put("language", entity.language());
  }

  private static ObjectNode keyboard(List<List<Button>> buttons) {
    ObjectNode node = Json.object();
    ArrayNode rows = node.putArray("inline_keyboard");
    for (List<Button> row : buttons) {
      ArrayNode shown = rows.addArray();
      row.forEach(button -> shown.add(button(button)));
    }
    return node;
  }

  private static ObjectNode button(Button button) {
    ObjectNode node = Json.object().put("text", button.text());
    if (button.data() != null) {
      node.put("callback_data", button.data());
    }
    if (button.url() != null) {
      node.put("url", button.url());
    }
    if (button.copyText() != null) {
      node.putObject("copy_text").put("text", button.copyText());
    }
    if (button.pay()) {
      node.put("pay", true);
    }
    return node;
  }
}
