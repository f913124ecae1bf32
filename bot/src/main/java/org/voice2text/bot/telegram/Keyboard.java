package org.voice2text.bot.telegram;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Buttons under a message, in rows.
public record Keyboard(List<List<Button>> rows) {
  /// The most that a button may carry, in bytes.
  public static final int MAX_DATA = 64;

  public Keyboard {
    rows = rows.stream().map(List::copyOf).filter(row -> !row.isEmpty()).toList();
  }

  /// One row of buttons.
  public static Keyboard row(Button... buttons) {
    return new Keyboard(List.of(List.of(buttons)));
  }

  /// One button.
  public sealed interface Button {
    String text();

    /// Sends `data` to the bot.
    record Press(String text, String data) implements Button {
      public Press {
        int bytes = data.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > MAX_DATA) {
          throw new IllegalArgumentException(
              "The button's data has %d bytes; it must have 1 to %d".formatted(bytes, MAX_DATA));
        }
      }
    }

    /// Opens an address.
    record Link(String text, String url) implements Button {}

    /// Puts a text into the reader's clipboard.
    ///
    /// @param copied 1 to 256 characters
    record Copy(String text, String copied) implements Button {}
  }
}
