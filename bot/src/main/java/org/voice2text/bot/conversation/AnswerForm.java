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

  record Messages(List<FormattedText> pages) implements AnswerForm {}

  /// @param preview how the text begins
  @SuppressWarnings("ArrayRecordComponent") // Sent once and never compared.
  record TextFile(String preview, byte[] content) implements AnswerForm {}

  /// One message as it is; a few folded, so that the chat stays readable; else a file.
  ///
  /// @param pages the text in parts that fit a message
  static AnswerForm of(String text, List<FormattedText> pages, ChatSettings.Format format) {
    if (pages.size() == 1) {
      return new Messages(pages);
    }
    boolean asFile = pages.size() > MOST_MESSAGES || format == ChatSettings.Format.FILE;
    return asFile
        ? new TextFile(TextSplitter.head(text, PREVIEW), text.getBytes(StandardCharsets.UTF_8))
        : folded(pages);
  }

  /// As messages, however many.
  static Messages folded(List<FormattedText> pages) {
    return new Messages(pages.stream().map(FormattedText::folded).toList());
  }
}
