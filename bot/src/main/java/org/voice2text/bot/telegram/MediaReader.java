package org.voice2text.bot.telegram;

import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.voice2text.model.event.MediaType;

/// Finds the recording in a message of the Bot API. Thread-safe.
final class MediaReader {
  private MediaReader() {}

  /// @return null if the message holds no recording
  static @Nullable MediaFile file(Message message) {
    if (message.getVoice() != null) {
      var voice = message.getVoice();
      return file(
          MediaType.VOICE,
          voice.getFileId(),
          voice.getFileUniqueId(),
          null,
          voice.getMimeType(),
          voice.getFileSize(),
          voice.getDuration());
    }
    if (message.getAudio() != null) {
      var audio = message.getAudio();
      return file(
          MediaType.AUDIO,
          audio.getFileId(),
          audio.getFileUniqueId(),
          audio.getFileName(),
          audio.getMimeType(),
          audio.getFileSize(),
          audio.getDuration());
    }
    if (message.getVideoNote() != null) {
      var note = message.getVideoNote();
      // A video note has no type of its own: Telegram's are always MP4.
      return file(
          MediaType.VIDEO_NOTE,
          note.getFileId(),
          note.getFileUniqueId(),
          null,
          "video/mp4",
          note.getFileSize(),
          note.getDuration());
    }
    if (message.getVideo() != null) {
      var video = message.getVideo();
      return file(
          MediaType.VIDEO,
          video.getFileId(),
          video.getFileUniqueId(),
          video.getFileName(),
          video.getMimeType(),
          video.getFileSize(),
          video.getDuration());
    }
    var document = message.getDocument();
    // Telegram sends an animation as a document, too; it has no sound.
    if (document != null
        && message.getAnimation() == null
        && SoundTypes.isSound(document.getMimeType(), document.getFileName())) {
      return file(
          MediaType.DOCUMENT,
          document.getFileId(),
          document.getFileUniqueId(),
          document.getFileName(),
          document.getMimeType(),
          document.getFileSize(),
          null);
    }
    return null;
  }

  private static @Nullable MediaFile file(
      MediaType type,
      @Nullable String id,
      @Nullable String uniqueId,
      @Nullable String name,
      @Nullable String mimeType,
      @Nullable Number size,
      @Nullable Integer seconds) {
    if (id == null || uniqueId == null) {
      return null;
    }
    return new MediaFile(
        type,
        id,
        uniqueId,
        name,
        mimeType,
        size == null ? OptionalLong.empty() : OptionalLong.of(size.longValue()),
        Duration.ofSeconds(seconds == null ? 0 : Math.max(0, seconds)));
  }
}
