package org.voice2text.bot.conversation;

import java.util.List;
import org.voice2text.bot.rewriting.Timecodes;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.TextSplitter;
import org.voice2text.bot.transcription.Transcript;

/// A transcript as messages. The pages joined are the text, but for stretches of white space of
/// which Telegram would take no message.
final class TranscriptPages {
  private TranscriptPages() {}

  /// @param timed whether each line begins with the time at which it was said, where that is known
  static List<FormattedText> of(Transcript transcript, boolean timed) {
    String text =
        timed && !transcript.segments().isEmpty() ? Timecodes.text(transcript) : transcript.text();
    return TextSplitter.split(text, FormattedText.MAX_LENGTH).stream()
        .filter(page -> !page.isBlank())
        .map(FormattedText::plain)
        .toList();
  }
}
