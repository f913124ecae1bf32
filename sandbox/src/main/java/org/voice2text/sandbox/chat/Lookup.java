package org.voice2text.sandbox.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.World;

/// Finds what the page means by its numbers. Thread-safe, as the world is.
final class Lookup {
  private final World world;

  Lookup(World world) {
    this.world = world;
  }

  Message message(ObjectNode body) {
    long id = body.path("id").asLong();
    return world.messages(chat(body)).stream()
        .filter(message -> message.id() == id)
        .findFirst()
        .orElseThrow(() -> new BadInputException("the message is gone"));
  }

  Chat chat(ObjectNode body) {
    return find(body.path("chat").asLong(), body.path("bot").asLong())
        .orElseThrow(() -> new BadInputException("there is no such chat"));
  }

  /// A chat that is not a private one.
  Chat group(ObjectNode body) {
    return find(body.path("chat").asLong(), 0)
        .orElseThrow(() -> new BadInputException("there is no such group"));
  }

  Optional<Chat> find(long id, long bot) {
    return world.chats().stream()
        .filter(chat -> chat.id() == id && chat.botId() == bot)
        .findFirst();
  }

  User user(ObjectNode body) {
    return person(body.path("user").asLong())
        .orElseThrow(() -> new BadInputException("there is no such user"));
  }

  /// A person or a bot.
  User member(long id) {
    return person(id)
        .or(() -> world.bots().stream().filter(bot -> bot.id() == id).findFirst())
        .orElseThrow(() -> new BadInputException("there is no such user or bot"));
  }

  Optional<User> person(long id) {
    return world.users().stream().filter(user -> user.id() == id).findFirst();
  }

  long knownBot(ObjectNode body) {
    long id = body.path("bot").asLong();
    if (world.bots().stream().noneMatch(bot -> bot.id() == id)) {
      throw new BadInputException("no such bot has called yet");
    }
    return id;
  }

  static @Nullable Long optional(ObjectNode body, String field) {
    return body.hasNonNull(field) ? (Long) body.path(field).asLong() : null;
  }

  static long number(@Nullable String text, String name) {
    try {
      return Long.parseLong(text == null ? "" : text);
    } catch (NumberFormatException e) {
      throw new BadInputException(name + " must be a whole number");
    }
  }
}
