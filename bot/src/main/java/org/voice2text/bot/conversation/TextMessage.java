package org.voice2text.bot.conversation;

import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.transcription.StoredTranscript;

/// A message of ours, with buttons, that shows what was said in a recording.
///
/// @param cause the press of a button that makes us change it; null for none
record TextMessage(
    StoredTranscript source, int messageId, ShownText shown, @Nullable UpdateKey cause) {
  ChatRef chat() {
    return source.job().chat();
  }
}
