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

/// What people read, write and press through the page. Thread-safe, as the world is.
final class ChatActions {
  private static final int LONGEST_TEXT = 4096;
  private static final int LONGEST_CAPTION = 1024;

  private final World world;
  private final Lookup lookup;

  ChatActions(World world) {
    this.world = world;
    this.lookup = new Lookup(world);
  }

  /// Everything, or what concerns one `user`.
  JsonNode state(Context ctx) {
    @Nullable String user = ctx.queryParam("user");
    return StateJson.of(
        world, user == null ? null : lookup.person(Lookup.number(user, "user")).orElse(null));
  }

  JsonNode messages(Context ctx) {
    ArrayNode messages = Json.array();
    chat(ctx)
        .ifPresent(
            chat -> world.messages(chat).forEach(it -> messages.add(ChatJson.message(world, it))));
    return messages;
  }

  /// What came since: for each chat its newest message, and how many after the one that is named in
  /// `seen` were not written by `user`, or by the person of a private chat. Without `seen` nothing
  /// is unread.
  JsonNode unread(ObjectNode body) {
    User reader = lookup.user(body);
    JsonNode seen = body.path("seen");
    ArrayNode chats = Json.array();
    for (Chat chat : world.chats()) {
      List<Message> messages = world.messages(chat);
      long after = seen.path(chat.id() + "/" + chat.botId()).asLong();
      long self = chat.isPrivate() ? chat.id() : reader.id();
      long unread =
          messages.stream().filter(it -> it.id() > after && it.from().id() != self).count();
      chats.add(
          ChatJson.chatKey(chat)
              .put("newest", messages.isEmpty() ? 0 : messages.getLast().id())
              .put("unread", seen.isObject() ? unread : 0));
    }
    return chats;
  }

  private Optional<Chat> chat(Context ctx) {
    return lookup.find(
        Lookup.number(ctx.queryParam("chat"), "chat"), Lookup.number(ctx.queryParam("bot"), "bot"));
  }

  /// The commands of the bot `of` that a person sees in a chat.
  JsonNode commands(ObjectNode body) {
    User bot = lookup.member(body.path("of").asLong());
    return world.commands(bot.id(), lookup.chat(body), lookup.user(body));
  }

  JsonNode open(ObjectNode body) {
    return StateJson.chat(world, world.privateChat(lookup.knownBot(body), lookup.user(body)));
  }

  /// A new person.
  JsonNode user(ObjectNode body) {
    String name = body.path("name").asText().strip();
    String language = body.path("language").asText("en");
    if (name.isEmpty() || name.length() > 64) {
      throw new BadInputException("a name has 1 to 64 characters");
    }
    if (!language.matches("[a-z]{2,3}(-[A-Za-z]{2,8})?")) {
      throw new BadInputException("a language is a code such as en");
    }
    return ChatJson.user(world.addUser(name, language));
  }

  JsonNode text(ObjectNode body) {
    String text = body.path("text").asText().strip();
    checkLength(text);
    Message sent =
        world.sendText(
            lookup.chat(body),
            lookup.user(body),
            text,
            Lookup.optional(body, "replyTo"),
            Lookup.optional(body, "topic"));
    return ChatJson.message(world, sent);
  }

  private static void checkLength(String text) {
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      throw new BadInputException("a message has 1 to 4096 characters");
    }
  }

  JsonNode edit(ObjectNode body) {
    String text = body.path("text").asText().strip();
    checkLength(text);
    return ChatJson.message(world, world.edit(lookup.message(body), text));
  }

  JsonNode delete(ObjectNode body) {
    Message message = lookup.message(body);
    world.deleteMessage(message.chat(), message.id());
    return Json.object();
  }

  /// Message `id` goes to the chat `to`, a chat and a bot.
  JsonNode forward(ObjectNode body) {
    Chat target =
        lookup
            .find(body.at("/to/chat").asLong(), body.at("/to/bot").asLong())
            .orElseThrow(() -> new BadInputException("there is no such chat to forward to"));
    Message message = lookup.message(body);
    if (message.special() != null) {
      throw new BadInputException("only texts and files can be forwarded");
    }
    return ChatJson.message(world, world.forward(message, target, lookup.user(body), null));
  }

  JsonNode press(ObjectNode body) {
    Message message = lookup.message(body);
    User user = lookup.user(body);
    String data = body.path("data").asText();
    try {
      return Json.object().put("press", world.press(user, message, message.button(data)));
    } catch (IllegalArgumentException e) {
      throw new BadInputException("the button is no longer there");
    }
  }

  JsonNode block(ObjectNode body) {
    if (body.path("blocked").asBoolean()) {
      world.block(lookup.user(body), lookup.knownBot(body));
    } else {
      world.unblock(lookup.user(body), lookup.knownBot(body));
    }
    return Json.object();
  }

  JsonNode upload(Context ctx) throws IOException {
    @Nullable UploadedFile file = ctx.isMultipartFormData() ? ctx.uploadedFile("file") : null;
    if (file == null) {
      throw new BadInputException("there is no file");
    }
    ObjectNode fields = Json.object();
    for (String name : List.of("chat", "bot", "user", "replyTo", "topic", "seconds")) {
      @Nullable String value = ctx.formParam(name);
      if (value != null && !value.isEmpty()) {
        fields.put(name, Lookup.number(value, name));
      }
    }
    byte[] content;
    try (InputStream in = file.content()) {
      content = in.readAllBytes();
    }
    Upload upload =
        Upload.of(kind(ctx.formParam("kind")), content, fields.path("seconds").asInt())
            .named(file.filename())
            .ofType(file.contentType())
            .captioned(caption(ctx.formParam("caption")));
    Message sent =
        world.sendFile(
            lookup.chat(fields),
            lookup.user(fields),
            upload,
            Lookup.optional(fields, "replyTo"),
            Lookup.optional(fields, "topic"));
    return ChatJson.message(world, sent);
  }

  private static String caption(@Nullable String given) {
    String caption = given == null ? "" : given.strip();
    if (caption.length() > LONGEST_CAPTION) {
      throw new BadInputException("a caption has at most 1024 characters");
    }
    return caption;
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
}
