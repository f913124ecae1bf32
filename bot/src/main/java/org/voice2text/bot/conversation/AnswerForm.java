package org.voice2text.bot.conversation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.TextSplitter;

/// What a text is sent as. It follows from the text and the chat's settings alone, so that a
/// delivery that was broken off goes on with the same parts.
sealed interface AnswerForm {
  /// More messages than that flood a chat.
  int MOST_MESSAGES = 5;

  /// Of the text, in UTF-16 units; a caption has room for 1024.
  int PREVIEW = 700;

  /// @param parts at least one; one of white space cannot be sent and is left out
  record Messages(List<FormattedText> parts) implements AnswerForm {
    /// The number of the last part that can be sent, from 1.
    int last() {
      int last = parts.size();
      while (last > 1 && isBlank(last)) {
        last--;
      }
      return last;
    }

    boolean isBlank(int part) {
      return parts.get(part - 1).text().isBlank();
    }
  }

  /// @param preview how the text begins
  record TextFile(String preview, byte[] content) implements AnswerForm {}

  /// One message as it is; a few folded, so that the chat stays readable; else a file.
  static AnswerForm of(String text, ChatSettings.Format format) {
    List<String> parts = TextSplitter.split(text, FormattedText.MAX_LENGTH);
    if (parts.size() == 1) {
      return new Messages(List.of(FormattedText.plain(text)));
    }
    boolean asFile = parts.size() > MOST_MESSAGES || format == ChatSettings.Format.FILE;
    return asFile
        ? new TextFile(TextSplitter.head(text, PREVIEW), text.getBytes(StandardCharsets.UTF_8))
        : folded(parts);
  }

  /// As messages, however many.
  static Messages messages(String text) {
    return folded(TextSplitter.split(text, FormattedText.MAX_LENGTH));
  }

  private static Messages folded(List<String> parts) {
    return new Messages(parts.stream().map(FormattedText::folded).toList());
  }
}
