package org.voice2text.sandbox.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Member;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.Topic;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.World;

/// Who and what there is: bots, people and chats.
final class StateJson {
  private StateJson() {}

  /// @param user whose chats alone are told of, each with its last message; null for all, without
  static ObjectNode of(World world, @Nullable User user) {
    ObjectNode state = Json.object().put("id", world.id()).put("local", world.isLocal());
    ArrayNode bots = state.putArray("bots");
    world.bots().forEach(bot -> bots.add(bot(world, bot)));
    ArrayNode users = state.putArray("users");
    world
        .users()
        .forEach(it -> users.add(ChatJson.user(it).put("stars", world.stars().balance(it))));
    ArrayNode chats = state.putArray("chats");
    world.chats().stream()
        .filter(chat -> user == null || concerns(world, chat, user))
        .forEach(chat -> chats.add(user == null ? chat(world, chat) : withLast(world, chat)));
    return state;
  }

  private static boolean concerns(World world, Chat chat, User user) {
    return chat.isPrivate() ? chat.id() == user.id() : world.members(chat).contains(user);
  }

  private static ObjectNode withLast(World world, Chat chat) {
    ObjectNode node = chat(world, chat);
    List<Message> messages = world.messages(chat);
    if (!messages.isEmpty()) {
      node.set("last", ChatJson.message(world, messages.getLast()));
    }
    return node;
  }

  private static ObjectNode bot(World world, User bot) {
    ObjectNode node = ChatJson.user(bot);
    ArrayNode blocked = node.putArray("blockedBy");
    world.users().stream()
        .filter(user -> world.isBlocked(user, bot.id()))
        .forEach(user -> blocked.add(user.id()));
    node.put("confirmed", world.confirmedOffset(bot.id()));
    node.put("privacyMode", world.groups().hasPrivacyMode(bot.id()));
    return node.set("commands", world.commands(bot.id()));
  }

  static ObjectNode chat(World world, Chat chat) {
    ObjectNode node =
        ChatJson.chatKey(chat)
            .put("title", chat.title())
            .put("type", chat.type().name().toLowerCase(Locale.ROOT))
            .put("private", chat.isPrivate());
    world.groups().successor(chat).ifPresent(next -> node.put("movedTo", next.id()));
    ArrayNode members = node.putArray("members");
    world.members(chat).forEach(user -> members.add(user.id()));
    ArrayNode roles = node.putArray("roles");
    world.groups().members(chat).forEach(member -> roles.add(role(world, chat, member)));
    ArrayNode topics = node.putArray("topics");
    for (Topic topic : world.groups().topics(chat)) {
      topics
          .addObject()
          .put("id", topic.id())
          .put("name", topic.name())
          .put("closed", topic.closed());
    }
    return node;
  }

  private static ObjectNode role(World world, Chat chat, Member member) {
    return Json.object()
        .put("id", member.user().id())
        .put("name", member.user().firstName())
        .put("isBot", member.user().isBot())
        .put("status", member.status().name().toLowerCase(Locale.ROOT))
        .put("anonymous", member.anonymous())
        .put("privacyMode", world.groups().hasPrivacyMode(chat, member.user()));
  }
}
