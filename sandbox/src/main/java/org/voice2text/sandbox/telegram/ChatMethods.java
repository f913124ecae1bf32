package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// The methods about chats and their members. Confined to the world's lock.
final class ChatMethods {
  private final WorldState state;

  ChatMethods(WorldState state) {
    this.state = state;
  }

  void register(Map<String, ApiMethod> methods) {
    methods.put("getChat", this::getChat);
    methods.put("getChatMember", this::getChatMember);
    methods.put("getChatAdministrators", this::getChatAdministrators);
    methods.put("getChatMemberCount", this::getChatMemberCount);
    methods.put("leaveChat", this::leaveChat);
  }

  private JsonNode getChat(BotAccount bot, Params params) {
    ChatLog log = state.access().readable(bot, params);
    return MessageJson.chat(log.chat, state.owner(log))
        .put("accent_color_id", 0)
        .put("max_reaction_count", 11);
  }

  private JsonNode getChatMember(BotAccount bot, Params params) {
    ChatLog log = state.access().readable(bot, params);
    long id = params.number("user_id");
    if (id <= 0) {
      throw ApiException.badRequest("invalid user_id specified");
    }
    @Nullable User user = state.bots.containsKey(id) ? state.bot(id).user : state.users.get(id);
    if (user == null) {
      throw ApiException.badRequest("PARTICIPANT_ID_INVALID");
    }
    return MemberJson.member(log.members.get(user));
  }

  /// Other bots are left out.
  private JsonNode getChatAdministrators(BotAccount bot, Params params) {
    ChatLog log = state.access().readable(bot, params);
    if (log.chat.isPrivate()) {
      throw ApiException.badRequest("there are no administrators in the private chat");
    }
    ArrayNode administrators = Json.array();
    log.members.all().stream()
        .filter(member -> member.status().isAdministrator())
        .filter(member -> !member.user().isBot() || member.user().equals(bot.user))
        .forEach(member -> administrators.add(MemberJson.member(member)));
    return administrators;
  }

  private JsonNode getChatMemberCount(BotAccount bot, Params params) {
    ChatLog log = state.access().readable(bot, params);
    return IntNode.valueOf(log.members.all().size());
  }

  private JsonNode leaveChat(BotAccount bot, Params params) {
    ChatLog log = state.access().readable(bot, params);
    if (log.chat.isPrivate()) {
      throw ApiException.badRequest("chat member status can't be changed in private chats");
    }
    state.memberships().leave(log, bot.user);
    return BooleanNode.TRUE;
  }
}
