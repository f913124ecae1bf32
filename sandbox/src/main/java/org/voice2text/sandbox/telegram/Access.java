package org.voice2text.sandbox.telegram;

import org.jspecify.annotations.Nullable;

/// Which chat a bot means, and whether it may still do something there. Confined to the world's
/// lock.
final class Access {
  private final WorldState state;

  Access(WorldState state) {
    this.state = state;
  }

  /// The chat of `chat_id`, to write to.
  ChatLog writable(BotAccount bot, Params params) {
    ChatLog log = reach(bot, id(params));
    if (log.chat.isPrivate() && bot.blockedBy.contains(log.chat.id())) {
      throw ApiException.forbidden("bot was blocked by the user");
    }
    if (log.members.status(bot.user.id()) == MemberStatus.RESTRICTED) {
      throw ApiException.badRequest("not enough rights to send text messages to the chat");
    }
    return log;
  }

  /// The chat of `chat_id`, to read from.
  ChatLog readable(BotAccount bot, Params params) {
    return reach(bot, id(params));
  }

  private static long id(Params params) {
    if (params.text("chat_id").isEmpty()) {
      throw ApiException.badRequest("chat_id is empty");
    }
    return params.number("chat_id");
  }

  /// @throws ApiException if the bot does not know the chat, or is no longer in it
  ChatLog reach(BotAccount bot, long chatId) {
    ChatLog log = state.chatOf(bot.user.id(), chatId).orElseThrow(() -> unknown(bot, chatId));
    if (log.chat.isPrivate()) {
      return log;
    }
    @Nullable Chat successor = log.successor;
    if (successor != null) {
      throw ApiException.migrated(successor.id());
    }
    MemberStatus status = log.members.status(bot.user.id());
    if (status == MemberStatus.KICKED) {
      throw ApiException.forbidden("bot was kicked from the %s chat".formatted(kind(log)));
    }
    if (status == MemberStatus.LEFT) {
      throw ApiException.forbidden("bot is not a member of the %s chat".formatted(kind(log)));
    }
    return log;
  }

  private static String kind(ChatLog log) {
    return log.chat.type().apiName();
  }

  /// A bot may know a person from a group, but the first word is the person's.
  private ApiException unknown(BotAccount bot, long chatId) {
    boolean met =
        state.chats().stream()
            .anyMatch(log ->
                !log.chat.isPrivate()
                    && log.members.has(bot.user.id())
                    && log.members.knows(chatId));
    return met
        ? ApiException.forbidden("bot can't initiate conversation with a user")
        : ApiException.badRequest("chat not found");
  }
}
