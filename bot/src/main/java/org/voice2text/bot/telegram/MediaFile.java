package org.voice2text.bot.telegram;

import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.MediaType;

/// A recording on Telegram's servers.
///
/// @param uniqueId the same for the same content, across chats and bots
/// @param size in bytes, where Telegram states it
/// @param duration as the sender states it; zero when unknown
public record MediaFile(
    MediaType type,
    String fileId,
    String uniqueId,
    @Nullable String name,
    @Nullable String mimeType,
    OptionalLong size,
    Duration duration) {

  /// The same with its true length.
  public MediaFile lasting(Duration length) {
    return new MediaFile(type, fileId, uniqueId, name, mimeType, size, length);
  }
}
