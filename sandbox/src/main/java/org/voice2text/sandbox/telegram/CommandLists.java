package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.voice2text.sandbox.record.Json;

/// A bot's lists of commands by scope and language. Confined to the world's lock.
final class CommandLists {
  private final Map<Key, ArrayNode> lists = new HashMap<>();

  /// @param type as the Bot API names it, such as `all_private_chats`
  /// @param chatId 0 where the scope is not about one chat
  /// @param userId 0 where the scope is not about one member
  record Scope(String type, long chatId, long userId) {
    static final Scope DEFAULT = new Scope("default", 0, 0);

    static Scope of(String type) {
      return new Scope(type, 0, 0);
    }
  }

  private record Key(Scope scope, String language) {}

  /// An empty list takes the old one away.
  void set(Scope scope, String language, ArrayNode commands) {
    if (commands.isEmpty()) {
      lists.remove(new Key(scope, language));
    } else {
      lists.put(new Key(scope, language), commands);
    }
  }

  ArrayNode get(Scope scope, String language) {
    return lists.getOrDefault(new Key(scope, language), Json.array());
  }

  /// What one person sees in one chat: the narrowest scope that has a list, the person's language
  /// before none.
  ArrayNode shown(Chat chat, User user, boolean administrator) {
    for (Scope scope : scopes(chat, user, administrator)) {
      for (String language : List.of(user.languageCode(), "")) {
        ArrayNode list = get(scope, language);
        if (!list.isEmpty()) {
          return list;
        }
      }
    }
    return Json.array();
  }

  private static List<Scope> scopes(Chat chat, User user, boolean administrator) {
    List<Scope> scopes = new ArrayList<>();
    if (chat.isPrivate()) {
      scopes.add(new Scope("chat", chat.id(), 0));
      scopes.add(Scope.of("all_private_chats"));
    } else {
      scopes.add(new Scope("chat_member", chat.id(), user.id()));
      if (administrator) {
        scopes.add(new Scope("chat_administrators", chat.id(), 0));
      }
      scopes.add(new Scope("chat", chat.id(), 0));
      if (administrator) {
        scopes.add(Scope.of("all_chat_administrators"));
      }
      scopes.add(Scope.of("all_group_chats"));
    }
    scopes.add(Scope.DEFAULT);
    return scopes;
  }
}
