package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.Map;
import java.util.Set;
import org.voice2text.sandbox.record.Json;

/// The methods about the bot's list of commands. Confined to the world's lock.
final class CommandMethods {
  private static final int MOST = 100;
  private static final int LONGEST_NAME = 32;
  private static final int LONGEST_DESCRIPTION = 256;
  private static final Set<String> GENERAL =
      Set.of("default", "all_private_chats", "all_group_chats", "all_chat_administrators");
  private static final Set<String> ABOUT_A_CHAT =
      Set.of("chat", "chat_administrators", "chat_member");

  private final WorldState state;

  CommandMethods(WorldState state) {
    this.state = state;
  }

  void register(Map<String, ApiMethod> methods) {
    methods.put("setMyCommands", this::set);
    methods.put("getMyCommands", this::get);
    methods.put("deleteMyCommands", (bot, params) -> put(bot, params, Json.array()));
  }

  private JsonNode set(BotAccount bot, Params params) {
    ArrayNode commands = Json.array();
    for (JsonNode node : params.json("commands")) {
      commands.add(command(node));
    }
    if (commands.size() > MOST) {
      throw ApiException.badRequest("BOT_COMMANDS_TOO_MUCH");
    }
    return put(bot, params, commands);
  }

  private static JsonNode command(JsonNode node) {
    String command = node.path("command").asText().strip().replaceFirst("^/", "");
    String description = node.path("description").asText().strip();
    if (command.isEmpty()) {
      throw ApiException.badRequest("command must be non-empty");
    }
    if (command.length() > LONGEST_NAME) {
      throw ApiException.badRequest("command length must not exceed " + LONGEST_NAME);
    }
    if (description.isEmpty()) {
      throw ApiException.badRequest("command description must be non-empty");
    }
    if (description.length() > LONGEST_DESCRIPTION) {
      throw ApiException.badRequest(
          "command description length must not exceed " + LONGEST_DESCRIPTION);
    }
    if (!command.matches("[a-z0-9_]+")) {
      throw ApiException.badRequest("BOT_COMMAND_INVALID");
    }
    return Json.object().put("command", command).put("description", description);
  }

  private JsonNode put(BotAccount bot, Params params, ArrayNode commands) {
    bot.commands.set(scope(bot, params), language(params), commands);
    state.emit(new WorldChange.DirectoryChanged());
    return BooleanNode.TRUE;
  }

  private JsonNode get(BotAccount bot, Params params) {
    return bot.commands.get(scope(bot, params), language(params));
  }

  private static String language(Params params) {
    String code = params.text("language_code");
    if (!code.matches("([a-z]{2})?")) {
      throw ApiException.badRequest("invalid language code specified");
    }
    return code;
  }

  private CommandLists.Scope scope(BotAccount bot, Params params) {
    JsonNode node = params.json("scope");
    if (node.isMissingNode() || node.isNull()) {
      return CommandLists.Scope.DEFAULT;
    }
    String type = node.path("type").asText();
    if (GENERAL.contains(type)) {
      return CommandLists.Scope.of(type);
    }
    if (!ABOUT_A_CHAT.contains(type)) {
      throw ApiException.badRequest("can't parse BotCommandScope: Unsupported type specified");
    }
    long chatId = node.path("chat_id").asLong();
    ChatLog log = state.access().reach(bot, chatId);
    if (log.chat.isPrivate() && !type.equals("chat")) {
      throw ApiException.badRequest("can't use specified scope in private chats");
    }
    long userId = type.equals("chat_member") ? node.path("user_id").asLong() : 0;
    if (type.equals("chat_member") && userId <= 0) {
      throw ApiException.badRequest("can't parse BotCommandScope: Invalid user_id specified");
    }
    return new CommandLists.Scope(type, chatId, userId);
  }
}
