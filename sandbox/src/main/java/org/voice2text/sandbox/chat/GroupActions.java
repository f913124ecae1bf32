package org.voice2text.sandbox.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.voice2text.sandbox.record.Json;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Groups;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.World;

/// What people do with groups through the page. Thread-safe, as the world is.
final class GroupActions {
  private static final int LONGEST_TITLE = 128;

  private final World world;
  private final Groups groups;
  private final Lookup lookup;

  GroupActions(World world) {
    this.world = world;
    this.groups = world.groups();
    this.lookup = new Lookup(world);
  }

  /// A new group with `members` in it, or everybody; `user` owns it, `bot` is added if named.
  JsonNode create(ObjectNode body) {
    String title = body.path("title").asText().strip();
    if (title.isEmpty() || title.length() > LONGEST_TITLE) {
      throw new BadInputException("a group's title has 1 to 128 characters");
    }
    Chat.Type type = type(body.path("type").asText("supergroup"));
    User owner = body.has("user") ? lookup.user(body) : world.alice();
    boolean withBot = body.path("bot").asLong() != 0;
    User bot = withBot ? world.bot(lookup.knownBot(body)) : owner;
    Chat chat = groups.create(type, title, owner, people(body));
    if (withBot) {
      groups.add(chat, owner, bot);
    }
    return StateJson.chat(world, chat);
  }

  private User[] people(ObjectNode body) {
    if (!body.path("members").isArray()) {
      return world.users().toArray(User[]::new);
    }
    return body.path("members")
        .valueStream()
        .map(id -> lookup.member(id.asLong()))
        .toArray(User[]::new);
  }

  private static Chat.Type type(String name) {
    return switch (name) {
      case "group" -> Chat.Type.GROUP;
      case "supergroup" -> Chat.Type.SUPERGROUP;
      case "forum" -> Chat.Type.FORUM;
      case "channel" -> Chat.Type.CHANNEL;
      default -> throw new BadInputException("a group is a group, supergroup, forum or channel");
    };
  }

  /// `action` is done by `user` to `whom`, a person or a bot.
  JsonNode member(ObjectNode body) {
    Chat group = lookup.group(body);
    User by = lookup.user(body);
    User whom = body.has("whom") ? lookup.member(body.path("whom").asLong()) : by;
    String action = body.path("action").asText();
    try {
      change(action, group, by, whom);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(String.valueOf(e.getMessage()));
    }
    return StateJson.chat(world, group);
  }

  private void change(String action, Chat group, User by, User whom) {
    switch (action.toLowerCase(Locale.ROOT)) {
      case "add" -> groups.add(group, by, whom);
      case "leave" -> groups.leave(group, whom);
      case "remove" -> groups.remove(group, by, whom);
      case "promote" -> groups.promote(group, by, whom);
      case "demote" -> groups.demote(group, by, whom);
      case "restrict" -> groups.restrict(group, by, whom);
      case "anonymous" -> groups.setAnonymous(group, whom, true);
      case "open" -> groups.setAnonymous(group, whom, false);
      default -> throw new BadInputException("members cannot " + action);
    }
  }

  JsonNode topic(ObjectNode body) {
    Chat forum = lookup.group(body);
    long id = body.path("topic").asLong();
    try {
      switch (body.path("action").asText("open")) {
        case "open" -> {
          String name = body.path("name").asText().strip();
          id = groups.openTopic(forum, lookup.user(body), name.isEmpty() ? "Topic" : name);
        }
        case "close" -> groups.closeTopic(forum, id);
        case "reopen" -> groups.reopenTopic(forum, id);
        case "delete" -> groups.deleteTopic(forum, id);
        default -> throw new BadInputException("topics are opened, closed, reopened or deleted");
      }
    } catch (IllegalArgumentException e) {
      throw new BadInputException(String.valueOf(e.getMessage()));
    }
    return Json.object().put("topic", id);
  }

  JsonNode migrate(ObjectNode body) {
    try {
      return StateJson.chat(world, groups.migrate(lookup.group(body)));
    } catch (IllegalArgumentException e) {
      throw new BadInputException(String.valueOf(e.getMessage()));
    }
  }

  /// Of the bots in a group, or of a bot for groups to come.
  JsonNode privacy(ObjectNode body) {
    boolean on = body.path("on").asBoolean();
    if (body.has("chat")) {
      groups.setPrivacyMode(lookup.group(body), on);
    } else {
      groups.setPrivacyMode(lookup.knownBot(body), on);
    }
    return Json.object();
  }
}
