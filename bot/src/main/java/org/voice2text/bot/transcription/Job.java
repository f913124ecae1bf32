package org.voice2text.bot.transcription;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.MediaFile;

/// One recording to be transcribed, as it stands in the queue.
///
/// @param chat where the answer goes
/// @param messageId the message with the recording
/// @param userId the database's key of the sender; null when there is none
/// @param language of the texts around the transcript, such as `ru`
/// @param attempts how often a worker has taken it up
/// @param receivedAt when its update arrived, UTC epoch milliseconds
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
    long queuedAt) {

  public Duration audio() {
    return file.duration();
  }
}
