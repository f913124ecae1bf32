package org.voice2text.sandbox.telegram;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file on its way into a chat.
public final class Upload {
  private final MediaKind kind;
  private final byte[] content;
  private final @Nullable String fileName;
  private final @Nullable String mimeType;
  private final int statedSeconds;
  private final String caption;

  private Upload(
      MediaKind kind,
      byte[] content,
      @Nullable String fileName,
      @Nullable String mimeType,
      int statedSeconds,
      String caption) {
    this.kind = kind;
    this.content = content.clone();
    this.fileName = fileName;
    this.mimeType = mimeType;
    this.statedSeconds = statedSeconds;
    this.caption = caption;
  }

  /// @param statedSeconds used where the content does not tell its length
  public static Upload of(MediaKind kind, byte[] content, int statedSeconds) {
    return new Upload(kind, content, null, null, statedSeconds, "");
  }

  public Upload named(@Nullable String name) {
    return new Upload(kind, content, name, mimeType, statedSeconds, caption);
  }

  public Upload ofType(@Nullable String mime) {
    return new Upload(kind, content, fileName, mime, statedSeconds, caption);
  }

  public Upload captioned(String text) {
    return new Upload(
        kind, content, fileName, mimeType, statedSeconds, Objects.requireNonNull(text));
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

  String caption() {
    return caption;
  }
}
