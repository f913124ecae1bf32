package org.voice2text.bot.transcription;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.MediaFile;
import org.voice2text.model.event.JobFailure;

/// One recording to be transcribed, as it stands in the queue.
///
/// @param chat where the answer goes
/// @param messageId the message with the recording
/// @param userId the database's key of the asker; null when there is none
/// @param language of the texts around the transcript, such as `ru`
/// @param attempts how often a worker has taken it up
/// @param receivedAt when its update arrived, UTC epoch milliseconds
/// @param recognitionLanguage ISO 639-1 code of the speech; null lets the engine find out
/// @param failure why there will be no transcript; an open job with one only has to tell it
/// @param obstructedAt since when no engine could be asked, UTC epoch milliseconds; null if one can
public record Job(
    long id,
    ChatRef chat,
    int messageId,
    @Nullable Long userId,
    String language,
    MediaFile file,
    JobState state,
    int attempts,
    long receivedAt,
    long queuedAt,
    @Nullable String recognitionLanguage,
    @Nullable JobFailure failure,
    @Nullable Long obstructedAt) {

  /// A job in whatever language, with nothing against it.
  public Job(
      long id,
      ChatRef chat,
      int messageId,
      @Nullable Long userId,
      String language,
      MediaFile file,
      JobState state,
      int attempts,
      long receivedAt,
      long queuedAt) {
    this(
        id,
        chat,
        messageId,
        userId,
        language,
        file,
        state,
        attempts,
        receivedAt,
        queuedAt,
        null,
        null,
        null);
  }

  /// What jobs have in common that share one recognition.
  ///
  /// @param fileUniqueId of the file at Telegram
  /// @param language see [Job#recognitionLanguage]
  public record Recording(String fileUniqueId, @Nullable String language) {}

  public Recording recording() {
    return new Recording(file.uniqueId(), recognitionLanguage);
  }

  public Duration audio() {
    return file.duration();
  }

  /// The same with its true length.
  Job lasting(Duration audio) {
    return new Job(
        id,
        chat,
        messageId,
        userId,
        language,
        file.lasting(audio),
        state,
        attempts,
        receivedAt,
        queuedAt,
        recognitionLanguage,
        failure,
        obstructedAt);
  }
}
