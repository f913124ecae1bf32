package org.voice2text.sandbox.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.MediaKind;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.Upload;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.World;

/// What people do through the page. Thread-safe, as the world is.
final class ChatActions {
  private static final int LONGEST_TEXT = 4096;

  private final World world;

  ChatActions(World world) {
    this.world = world;
  }

  ObjectNode state() {
    ObjectNode state = Json.object();
    ArrayNode bots = state.putArray("bots");
    world.bots().forEach(bot -> bots.add(bot(bot)));
    ArrayNode users = state.putArray("users");
    world.users().forEach(user -> users.add(ChatJson.user(user)));
    ArrayNode chats = state.putArray("chats");
    world.chats().forEach(chat -> chats.add(chat(chat)));
    return state;
  }

  private ObjectNode bot(User bot) {
    ObjectNode node = ChatJson.user(bot);
    ArrayNode blocked = node.putArray("blockedBy");
    world.users().stream()
        .filter(user -> world.isBlocked(user, bot.id()))
        .forEach(user -> blocked.add(user.id()));
    return node.set("commands", world.commands(bot.id()));
  }

  private ObjectNode chat(Chat chat) {
    ObjectNode node = ChatJson.chatKey(chat).put("title", chat.title());
    ArrayNode members = node.put("private", chat.isPrivate()).putArray("members");
    world.members(chat).forEach(user -> members.add(user.id()));
    return node;
  }

  JsonNode messages(Context ctx) {
    long id = number(ctx.queryParam("chat"), "chat");
    long bot = number(ctx.queryParam("bot"), "bot");
    ArrayNode messages = Json.array();
    find(id, bot)
        .ifPresent(chat -> world.messages(chat).forEach(it -> messages.add(ChatJson.message(it))));
    return messages;
  }

  JsonNode open(ObjectNode body) {
    return chat(world.privateChat(knownBot(body), user(body)));
  }

  JsonNode group(ObjectNode body) {
    String title = body.path("title").asText().strip();
    if (title.isEmpty() || title.length() > 128) {
      throw new BadInputException("a group's title has 1 to 128 characters");
    }
    return chat(world.addGroup(Chat.Type.SUPERGROUP, title, knownBot(body), world.users()));
  }

  JsonNode text(ObjectNode body) {
    String text = body.path("text").asText().strip();
    checkLength(text);
    @Nullable Long replyTo = body.hasNonNull("replyTo") ? body.path("replyTo").asLong() : null;
    return ChatJson.message(world.sendText(chat(body), user(body), text, replyTo, null));
  }

  private static void checkLength(String text) {
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      throw new BadInputException("a message has 1 to 4096 characters");
    }
  }

  JsonNode edit(ObjectNode body) {
    String text = body.path("text").asText().strip();
    checkLength(text);
    return ChatJson.message(world.edit(message(body), text));
  }

  JsonNode delete(ObjectNode body) {
    Message message = message(body);
    world.deleteMessage(message.chat(), message.id());
    return Json.object();
  }

  JsonNode press(ObjectNode body) {
    Message message = message(body);
    String data = body.path("data").asText();
    try {
      return Json.object().put("press", world.press(user(body), message, message.button(data)));
    } catch (IllegalArgumentException e) {
      throw new BadInputException("the button is no longer there");
    }
  }

  JsonNode block(ObjectNode body) {
    if (body.path("blocked").asBoolean()) {
      world.block(user(body), knownBot(body));
    } else {
      world.unblock(user(body), knownBot(body));
    }
    return Json.object();
  }

  JsonNode upload(Context ctx) throws IOException {
    @Nullable UploadedFile file = ctx.isMultipartFormData() ? ctx.uploadedFile("file") : null;
    if (file == null) {
      throw new BadInputException("there is no file");
    }
    ObjectNode fields = Json.object();
    for (String name : List.of("chat", "bot", "user", "replyTo", "seconds")) {
      @Nullable String value = ctx.formParam(name);
      if (value != null && !value.isEmpty()) {
        fields.put(name, number(value, name));
      }
    }
    byte[] content;
    try (InputStream in = file.content()) {
      content = in.readAllBytes();
    }
    Upload upload =
        Upload.of(kind(ctx.formParam("kind")), content, fields.path("seconds").asInt())
            .named(file.filename())
            .ofType(file.contentType());
    @Nullable Long replyTo = fields.has("replyTo") ? fields.path("replyTo").asLong() : null;
    return ChatJson.message(world.sendFile(chat(fields), user(fields), upload, replyTo, null));
  }

  private static MediaKind kind(@Nullable String name) {
    return Arrays.stream(MediaKind.values())
        .filter(kind -> kind.field().equals(name))
        .findFirst()
        .orElseThrow(() -> new BadInputException("there is no kind of file named " + name));
  }

  void file(Context ctx) {
    String id = ctx.pathParam("id");
    Optional<byte[]> content = world.file(id);
    if (content.isEmpty()) {
      ctx.status(404).result("The file is no longer kept");
      return;
    }
    // Never a type that a browser would show as a page: the content is the uploader's.
    @Nullable String stated = world.media(id).mimeType();
    String mime = stated == null ? "video/mp4" : stated;
    boolean playable = mime.startsWith("audio/") || mime.startsWith("video/");
    ctx.header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .contentType(playable ? mime : "application/octet-stream")
        .result(content.get());
  }

  private Message message(ObjectNode body) {
    long id = body.path("id").asLong();
    return world.messages(chat(body)).stream()
        .filter(message -> message.id() == id)
        .findFirst()
        .orElseThrow(() -> new BadInputException("the message is gone"));
  }

  private Chat chat(ObjectNode body) {
    return find(body.path("chat").asLong(), body.path("bot").asLong())
        .orElseThrow(() -> new BadInputException("there is no such chat"));
  }

  private Optional<Chat> find(long id, long bot) {
    return world.chats().stream()
        .filter(chat -> chat.id() == id && chat.botId() == bot)
        .findFirst();
  }

  private User user(ObjectNode body) {
    long id = body.path("user").asLong();
    return world.users().stream()
        .filter(user -> user.id() == id)
        .findFirst()
        .orElseThrow(() -> new BadInputException("there is no such user"));
  }

  private long knownBot(ObjectNode body) {
    long id = body.path("bot").asLong();
    if (world.bots().stream().noneMatch(bot -> bot.id() == id)) {
      throw new BadInputException("no such bot has called yet");
    }
    return id;
  }

  private static long number(@Nullable String text, String name) {
    try {
      return Long.parseLong(text == null ? "" : text);
    } catch (NumberFormatException e) {
      throw new BadInputException(name + " must be a whole number");
    }
  }
}
