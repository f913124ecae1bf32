package org.voice2text.sandbox.telegram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.media.AudioDuration;
import org.voice2text.sandbox.media.WebmOpus;

/// The files of the pretend world, in memory; the oldest go when there are more than 512 MB.
/// Confined to the world's lock.
final class FileStore {
  private static final long CAPACITY = 512L << 20;

  private final Map<String, StoredFile> byId = new LinkedHashMap<>();
  private final Map<String, StoredFile> byPath = new HashMap<>();
  private long bytes;
  private int stored;

  @SuppressWarnings("ArrayRecordComponent") // Passed on and never compared.
  record StoredFile(Media media, String path, byte[] content) {}

  /// Each bot has a file id of its own for the same content.
  Media store(Upload given, long botId) {
    Upload upload = given.kind() == MediaKind.VOICE ? asVoice(given) : given;
    byte[] content = upload.content();
    byte[] hash = sha256(content);
    String uniqueId = "AgAD" + base64(hash).substring(0, 12);
    MediaKind kind = upload.kind();
    String fileId =
        "AwACAg"
            + base64(
                sha256((kind + ":" + botId + ":" + base64(hash)).getBytes(StandardCharsets.UTF_8)));
    Media media =
        new Media(
            kind,
            fileId,
            uniqueId,
            kind == MediaKind.VOICE || kind == MediaKind.VIDEO_NOTE ? null : upload.fileName(),
            kind == MediaKind.VIDEO_NOTE ? null : mimeType(upload),
            kind.hasDuration() ? seconds(upload, content) : 0,
            given.statedSize().orElse(content.length));
    if (!byId.containsKey(fileId)) {
      String path = "%s/file_%d.%s".formatted(kind.folder(), stored++, extension(upload));
      StoredFile file = new StoredFile(media, path, content);
      byId.put(fileId, file);
      byPath.put(path, file);
      bytes += content.length;
      makeRoom();
    }
    return media;
  }

  /// A browser's recording is repacked the way Telegram's apps send it.
  private static Upload asVoice(Upload given) {
    return WebmOpus.toOgg(given.content())
        .map(ogg -> Upload.of(MediaKind.VOICE, ogg, given.statedSeconds()))
        .orElse(given);
  }

  /// As a self-hosted server does: the file's place on this machine.
  ///
  /// @param folder where the files of all bots go
  static Path local(StoredFile file, Path folder) {
    Path place = folder.resolve(file.path()).toAbsolutePath();
    try {
      Files.createDirectories(place.resolveSibling("."));
      return Files.exists(place) ? place : Files.write(place, file.content());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<StoredFile> byId(String fileId) {
    return Optional.ofNullable(byId.get(fileId));
  }

  Optional<StoredFile> byPath(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  private void makeRoom() {
    var oldest = byId.values().iterator();
    while (bytes > CAPACITY && byId.size() > 1) {
      StoredFile file = oldest.next();
      oldest.remove();
      byPath.remove(file.path());
      bytes -= file.content().length;
    }
  }

  private static int seconds(Upload upload, byte[] content) {
    OptionalDouble known = AudioDuration.ofContent(content);
    return known.isPresent() ? (int) Math.round(known.getAsDouble()) : upload.statedSeconds();
  }

  private static String mimeType(Upload upload) {
    @Nullable String stated = upload.mimeType();
    if (stated != null) {
      int parameters = stated.indexOf(';');
      return parameters < 0 ? stated : stated.substring(0, parameters).strip();
    }
    return switch (upload.kind()) {
      case VOICE -> "audio/ogg";
      case AUDIO -> "audio/mpeg";
      case VIDEO, VIDEO_NOTE -> "video/mp4";
      case DOCUMENT -> "application/octet-stream";
    };
  }

  private static String extension(Upload upload) {
    @Nullable String name = upload.fileName();
    int dot = name == null ? -1 : name.lastIndexOf('.');
    String extension = name == null || dot < 0 ? "" : name.substring(dot + 1);
    return upload.kind() != MediaKind.VOICE && extension.matches("[A-Za-z0-9]{1,8}")
        ? extension
        : upload.kind().extension();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
