package org.voice2text.bot.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.model.event.MediaType;
import org.voice2text.model.event.MessageType;

/// Turns the JSON of one update into what it means to us. Never fails: what it does not understand
/// is ignored with a reason. Thread-safe.
final class UpdateReader {
  private static final ObjectReader UPDATE =
      new ObjectMapper()
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
          .readerFor(Update.class);

  private UpdateReader() {}

  static Incoming read(UpdateKey key, String json) {
    try {
      return new Incoming(key, content(key, UPDATE.readValue(json)));
    } catch (JsonProcessingException | RuntimeException e) {
      // The message of the exception quotes the update, which may hold what a user wrote.
      return new Incoming(key, new Incoming.Ignored("unreadable: " + e.getClass().getSimpleName()));
    }
  }

  private static Incoming.Content content(UpdateKey key, @Nullable Update update) {
    Message message = update == null ? null : update.getMessage();
    if (message == null
        || message.getMessageId() == null
        || message.getChat() == null
        || message.getChat().getId() == null
        || message.getChat().getType() == null) {
      return new Incoming.Ignored("no message");
    }
    return message(key, message);
  }

  private static Incoming.Content message(UpdateKey key, Message message) {
    Integer thread =
        Boolean.TRUE.equals(message.getIsTopicMessage()) ? message.getMessageThreadId() : null;
    Incoming.Body body = body(message);
    return new Incoming.Message(
        new ChatRef(key.botId(), message.getChatId(), thread),
        message.isUserMessage(),
        message.getMessageId(),
        sender(message.getFrom()),
        type(message, body),
        lag(key, message),
        body);
  }

  /// The date has whole seconds, and clocks differ: never below zero.
  private static Duration lag(UpdateKey key, Message message) {
    if (message.getDate() == null) {
      return Duration.ZERO;
    }
    return Duration.ofMillis(Math.max(0, key.receivedAt() - message.getDate() * 1000L));
  }

  private static @Nullable Sender sender(@Nullable User user) {
    if (user == null || user.getId() == null) {
      return null;
    }
    String language = user.getLanguageCode();
    return new Sender(user.getId(), language == null ? "" : language);
  }

  private static Incoming.Body body(Message message) {
    MediaFile file = file(message);
    if (file != null) {
      return new Incoming.Media(file);
    }
    String text = message.getText();
    if (text != null && text.startsWith("/") && text.length() > 1) {
      String name = text.substring(1).split("[\\s@]", 2)[0].toLowerCase(Locale.ROOT);
      return new Incoming.Command(name);
    }
    return new Incoming.Other();
  }

  private static MessageType type(Message message, Incoming.Body body) {
    return switch (body) {
      case Incoming.Command _ -> MessageType.COMMAND;
      case Incoming.Media media ->
          switch (media.file().type()) {
            case VOICE -> MessageType.VOICE;
            case AUDIO -> MessageType.AUDIO;
            case VIDEO_NOTE -> MessageType.VIDEO_NOTE;
            case VIDEO -> MessageType.VIDEO;
            case DOCUMENT -> MessageType.DOCUMENT;
          };
      case Incoming.Other _ -> otherType(message);
    };
  }

  private static MessageType otherType(Message message) {
    if (message.getDocument() != null) {
      return MessageType.DOCUMENT;
    }
    return message.hasText() ? MessageType.TEXT : MessageType.OTHER;
  }

  private static @Nullable MediaFile file(Message message) {
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
    if (message.getDocument() != null && isSound(message.getDocument().getMimeType())) {
      var document = message.getDocument();
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

  private static boolean isSound(@Nullable String mimeType) {
    return mimeType != null && (mimeType.startsWith("audio/") || mimeType.startsWith("video/"));
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
