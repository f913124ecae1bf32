package org.voice2text.bot.transcription;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.MediaFile;

/// A recording that asks for a place in the queue.
///
/// @param language of the texts around the transcript
/// @param recognitionLanguage ISO 639-1 code of the speech; null lets the engine find out
/// @param isFresh whether it must be recognised anew, although its transcript may be stored
public record NewJob(
    UpdateKey update,
    ChatRef chat,
    int messageId,
    @Nullable Long userId,
    String language,
    MediaFile file,
    @Nullable String recognitionLanguage,
    boolean isFresh) {

  /// A recording in whatever language.
  public NewJob(
      UpdateKey update,
      ChatRef chat,
      int messageId,
      @Nullable Long userId,
      String language,
      MediaFile file) {
    this(update, chat, messageId, userId, language, file, null, false);
  }

  /// The same with its true length.
  NewJob lasting(Duration audio) {
    return new NewJob(
        update,
        chat,
        messageId,
        userId,
        language,
        file.lasting(audio),
        recognitionLanguage,
        isFresh);
  }
}
