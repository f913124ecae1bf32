package org.voice2text.bot.telegram;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells by what its sender says of a document whether there may be sound in it.
final class SoundTypes {
  /// What a program says that does not know.
  private static final Set<String> UNKNOWN =
      Set.of("", "application/octet-stream", "binary/octet-stream", "application/binary");

  /// Sound and video under the name of something else.
  private static final Set<String> OTHERS =
      Set.of("application/ogg", "application/x-ogg", "application/mp4", "application/x-matroska");

  private static final Set<String> EXTENSIONS =
      Set.of(
          "3ga", "3gp", "aac", "aif", "aiff", "amr", "ape", "avi", "caf", "flac", "flv", "m4a",
          "m4b", "m4v", "mka", "mkv", "mov", "mp2", "mp3", "mp4", "mpeg", "mpg", "mpga", "oga",
          "ogg", "ogv", "opus", "wav", "weba", "webm", "wma", "wmv");

  private SoundTypes() {}

  /// By the MIME type, or, where it says nothing, by the extension of the name.
  static boolean isSound(@Nullable String mimeType, @Nullable String fileName) {
    String type =
        mimeType == null ? "" : mimeType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (UNKNOWN.contains(type)) {
      return fileName != null && EXTENSIONS.contains(extension(fileName));
    }
    return type.startsWith("audio/") || type.startsWith("video/") || OTHERS.contains(type);
  }

  private static String extension(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot < 0 ? "" : fileName.substring(dot + 1).strip().toLowerCase(Locale.ROOT);
  }
}
