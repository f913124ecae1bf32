package org.voice2text.exporter.dashboard;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// A file as it is sent. Immutable.
final class Asset {
  private final String contentType;
  private final byte[] compressed;
  private final String tag;

  Asset(String contentType, byte[] content) {
    this.contentType = contentType;
    this.compressed = gzip(content);
    this.tag = "\"" + HexFormat.of().formatHex(sha256().digest(content), 0, 8) + "\"";
  }

  String contentType() {
    return contentType;
  }

  /// For `ETag`.
  String tag() {
    return tag;
  }

  /// By gzip; the array must not be changed.
  byte[] compressed() {
    return compressed;
  }

  byte[] plain() {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
