package org.voice2text.sandbox.telegram;

import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A file on its way into a chat.
public final class Upload {
  private final MediaKind kind;
  private final byte[] content;
  private final @Nullable String fileName;
  private final @Nullable String mimeType;
  private final int statedSeconds;
  private final String caption;
  private final OptionalLong statedSize;

  private Upload(
      MediaKind kind,
      byte[] content,
      @Nullable String fileName,
      @Nullable String mimeType,
      int statedSeconds,
      String caption,
      OptionalLong statedSize) {
    this.kind = kind;
    this.content = content.clone();
    this.fileName = fileName;
    this.mimeType = mimeType;
    this.statedSeconds = statedSeconds;
    this.caption = caption;
    this.statedSize = statedSize;
  }

  /// @param statedSeconds used where the content does not tell its length
  public static Upload of(MediaKind kind, byte[] content, int statedSeconds) {
    return new Upload(kind, content, null, null, statedSeconds, "", OptionalLong.empty());
  }

  public Upload named(@Nullable String name) {
    return new Upload(kind, content, name, mimeType, statedSeconds, caption, statedSize);
  }

  public Upload ofType(@Nullable String mime) {
    return new Upload(kind, content, fileName, mime, statedSeconds, caption, statedSize);
  }

  public Upload captioned(String text) {
    return new Upload(
        kind, content, fileName, mimeType, statedSeconds, Objects.requireNonNull(text), statedSize);
  }

  /// Telegram says that the file is this large, whatever it holds.
  public Upload saidToBe(long bytes) {
    return new Upload(
        kind, content, fileName, mimeType, statedSeconds, caption, OptionalLong.of(bytes));
  }

  MediaKind kind() {
    return kind;
  }

  byte[] content() {
    return content.clone();
  }

  @Nullable String fileName() {
    return fileName;
  }

  @Nullable String mimeType() {
    return mimeType;
  }

  int statedSeconds() {
    return statedSeconds;
  }

  /// In bytes, where it is not that of the content.
  OptionalLong statedSize() {
    return statedSize;
  }

  String caption() {
    return caption;
  }
}
