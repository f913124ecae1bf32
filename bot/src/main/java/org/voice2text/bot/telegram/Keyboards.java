package org.voice2text.bot.telegram;

import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.CopyTextButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

/// Buttons in the Bot API's words. Thread-safe.
final class Keyboards {
  private Keyboards() {}

  static @Nullable InlineKeyboardMarkup markup(@Nullable Keyboard keyboard) {
    if (keyboard == null || keyboard.rows().isEmpty()) {
      return null;
    }
    return new InlineKeyboardMarkup(
        keyboard.rows().stream()
            .map(row -> new InlineKeyboardRow(row.stream().map(Keyboards::button).toList()))
            .toList());
  }

  private static InlineKeyboardButton button(Keyboard.Button button) {
    InlineKeyboardButton made = new InlineKeyboardButton(button.text());
    switch (button) {
      case Keyboard.Button.Press press -> made.setCallbackData(press.data());
      case Keyboard.Button.Link link -> made.setUrl(link.url());
      case Keyboard.Button.Copy copy -> made.setCopyText(new CopyTextButton(copy.copied()));
    }
    return made;
  }
}
