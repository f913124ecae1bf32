package org.voice2text.bot.conversation;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.voice2text.bot.telegram.Incoming;

/// Who answers which command. Those of the owners exist for nobody else, and only in their private
/// chats: what they tell is not for a group's eyes. Thread-safe.
final class Commands {
  private final Map<CommandName, CommandHandler> handlers;
  private final Operator operator;

  /// @param handlers one for each command
  Commands(Operator operator, Map<CommandName, CommandHandler> handlers) {
    EnumSet<CommandName> missing = EnumSet.allOf(CommandName.class);
    missing.removeAll(handlers.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("Nobody answers the commands " + missing);
    }
    this.operator = operator;
    this.handlers = new EnumMap<>(handlers);
  }

  /// Who answers this command of this person in this chat.
  Optional<CommandHandler> find(Incoming.Message message, Incoming.Command command) {
    boolean owner = message.isPrivate() && operator.isOwner(message.sender());
    return CommandName.of(command.name())
        .filter(name -> owner || !name.isOwners())
        .map(handlers::get);
  }
}
