package org.voice2text.bot.telegram;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeChat;

/// The commands that Telegram offers to people as they type, for one bot. Thread-safe.
public final class CommandMenu {
  private final TelegramApi api;

  CommandMenu(TelegramApi api) {
    this.api = api;
  }

  /// One command.
  ///
  /// @param name without slash: 1 to 32 of a-z, 0-9 and _
  /// @param description 1 to 256 characters
  public record Entry(String name, String description) {}

  /// Replaces a list.
  ///
  /// @param language who gets it, as an ISO 639-1 code; null for all whose language has no list
  /// @param chatId the private chat that it is for; null for all chats without a list of their own
  public void set(List<Entry> entries, @Nullable String language, @Nullable Long chatId)
      throws TelegramException, InterruptedException {
    SetMyCommands method =
        SetMyCommands.builder()
            .commands(entries.stream().map(e -> new BotCommand(e.name(), e.description())).toList())
            .languageCode(language)
            .build();
    if (chatId != null) {
      method.setScope(new BotCommandScopeChat(Long.toString(chatId)));
    }
    boolean _ = api.call(method);
  }
}
