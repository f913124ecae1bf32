package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// The methods about the bot itself, chats, files and presses. Confined to the world's lock.
final class AccountMethods {
  static final long LARGEST_FILE = 20L << 20;
  private static final int LONGEST_NOTICE = 200;

  private final WorldState state;

  AccountMethods(WorldState state) {
    this.state = state;
  }

  void register(Map<String, ApiMethod> methods) {
    methods.put("getMe", (bot, _) -> me(bot));
    methods.put("getChat", this::getChat);
    methods.put("getChatMember", this::getChatMember);
    methods.put("getChatAdministrators", this::getChatAdministrators);
    methods.put("getChatMemberCount", this::getChatMemberCount);
    methods.put("getFile", (_, params) -> getFile(params));
    methods.put("answerCallbackQuery", this::answerCallbackQuery);
    methods.put("setMyCommands", this::setMyCommands);
    methods.put("getMyCommands", (bot, _) -> bot.commands);
    methods.put("setMyDescription", (_, _) -> BooleanNode.TRUE);
    methods.put("setMyShortDescription", (_, _) -> BooleanNode.TRUE);
  }

  private static JsonNode me(BotAccount bot) {
    return MessageJson.user(bot.user)
        .put("can_join_groups", true)
        .put("can_read_all_group_messages", true)
        .put("supports_inline_queries", false)
        .put("can_connect_to_business", false)
        .put("has_main_web_app", false);
  }

  private JsonNode getChat(BotAccount bot, Params params) {
    ChatLog log = MessageMethods.chat(state, bot, params);
    return MessageJson.chat(log.chat, state.owner(log))
        .put("accent_color_id", 0)
        .put("max_reaction_count", 11);
  }

  /// The first member of a group owns it; the others are members.
  private JsonNode getChatMember(BotAccount bot, Params params) {
    ChatLog log = MessageMethods.chat(state, bot, params);
    long id = params.number("user_id");
    if (log.bots.contains(id)) {
      return MemberJson.member(state.bot(id).user, "member");
    }
    @Nullable User user = state.users.get(id);
    if (user == null) {
      throw ApiException.badRequest("invalid user_id specified");
    }
    return MemberJson.member(user, status(log, user));
  }

  private static String status(ChatLog log, User user) {
    if (!log.members.contains(user)) {
      return "left";
    }
    boolean first = log.members.iterator().next().equals(user);
    return first && !log.chat.isPrivate() ? "creator" : "member";
  }

  private JsonNode getChatAdministrators(BotAccount bot, Params params) {
    ChatLog log = MessageMethods.chat(state, bot, params);
    if (log.chat.isPrivate()) {
      throw ApiException.badRequest("there are no administrators in the private chat");
    }
    ArrayNode owners = Json.array();
    log.members.stream()
        .limit(1)
        .forEach(user -> owners.add(MemberJson.member(user, "creator").put("is_anonymous", false)));
    return owners;
  }

  private JsonNode getChatMemberCount(BotAccount bot, Params params) {
    ChatLog log = MessageMethods.chat(state, bot, params);
    return IntNode.valueOf(log.members.size() + log.bots.size());
  }

  private JsonNode getFile(Params params) {
    FileStore.StoredFile file =
        state
            .files
            .byId(params.text("file_id"))
            .orElseThrow(() ->
                ApiException.badRequest("wrong file_id or the file is temporarily unavailable"));
    Media media = file.media();
    if (media.size() > LARGEST_FILE) {
      throw ApiException.badRequest("file is too big");
    }
    return Json.object()
        .put("file_id", media.fileId())
        .put("file_unique_id", media.uniqueId())
        .put("file_size", media.size())
        .put("file_path", file.path());
  }

  private JsonNode answerCallbackQuery(BotAccount bot, Params params) {
    String text = params.text("text");
    if (text.length() > LONGEST_NOTICE) {
      throw ApiException.badRequest("MESSAGE_TOO_LONG");
    }
    CallbackAnswer answer = new CallbackAnswer(text, params.flag("show_alert"));
    Callbacks.Press press =
        state
            .callbacks
            .answer(bot.user.id(), params.text("callback_query_id"), answer)
            .orElseThrow(() ->
                ApiException.badRequest(
                    "query is too old and response timeout expired or query ID is invalid"));
    state.emit(new WorldChange.ButtonAnswered(press.chat(), press.user(), answer));
    return BooleanNode.TRUE;
  }

  private JsonNode setMyCommands(BotAccount bot, Params params) {
    ArrayNode commands = Json.array();
    for (JsonNode node : params.json("commands")) {
      String command = node.path("command").asText();
      String description = node.path("description").asText();
      if (!command.matches("[a-z0-9_]{1,32}")) {
        throw ApiException.badRequest("BOT_COMMAND_INVALID");
      }
      if (description.isEmpty() || description.length() > 256) {
        throw ApiException.badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
      }
      ObjectNode kept = Json.object().put("command", command).put("description", description);
      commands.add(kept);
    }
    // Lists for single languages or chats are accepted; the page shows the general one.
    if (params.text("language_code").isEmpty() && !params.has("scope")) {
      bot.commands = commands;
      state.emit(new WorldChange.DirectoryChanged());
    }
    return BooleanNode.TRUE;
  }
}
