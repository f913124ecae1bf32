package org.voice2text.sandbox.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/// Reads the length of a recording from its own header: Ogg Opus (RFC 7845, section 4: last granule
/// position minus pre-skip, at 48 kHz) and WAV (RIFF `fmt ` and `data` chunks).
public final class AudioDuration {
  private static final double OPUS_RATE = 48_000;
  private static final int OGG_HEADER = 27;

  private AudioDuration() {}

  /// The length in seconds, or empty when the content does not tell.
  public static OptionalDouble ofContent(byte[] content) {
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (isAt(content, 0, "OggS")) {
      return oggOpus(bytes, content);
    }
    return isAt(content, 0, "RIFF") && isAt(content, 8, "WAVE")
        ? wav(bytes, content)
        : OptionalDouble.empty();
  }

  private static OptionalDouble oggOpus(ByteBuffer bytes, byte[] content) {
    int preSkip = -1;
    long lastGranule = -1;
    int page = 0;
    while (page + OGG_HEADER <= content.length && isAt(content, page, "OggS")) {
      int segments = content[page + 26] & 0xff;
      int body = page + OGG_HEADER + segments;
      if (body > content.length) {
        break;
      }
      if (preSkip < 0 && body + 12 <= content.length && isAt(content, body, "OpusHead")) {
        preSkip = bytes.getShort(body + 10) & 0xffff;
      }
      lastGranule = Math.max(lastGranule, bytes.getLong(page + 6));
      int length = 0;
      for (int i = 0; i < segments; i++) {
        length += content[page + OGG_HEADER + i] & 0xff;
      }
      page = body + length;
    }
    return preSkip < 0 || lastGranule < preSkip
        ? OptionalDouble.empty()
        : OptionalDouble.of((lastGranule - preSkip) / OPUS_RATE);
  }

  private static OptionalDouble wav(ByteBuffer bytes, byte[] content) {
    long bytesPerSecond = 0;
    long chunk = 12;
    while (chunk + 8 <= content.length) {
      int at = (int) chunk;
      long size = bytes.getInt(at + 4) & 0xffffffffL;
      if (isAt(content, at, "fmt ") && at + 20 <= content.length) {
        bytesPerSecond = bytes.getInt(at + 16) & 0xffffffffL;
      } else if (isAt(content, at, "data")) {
        // A streamed file states no size, or the largest one: what is there counts.
        long present = Math.min(size == 0 ? Long.MAX_VALUE : size, content.length - chunk - 8);
        return bytesPerSecond == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of((double) present / bytesPerSecond);
      }
      chunk += 8 + size + (size & 1);
    }
    return OptionalDouble.empty();
  }

  private static boolean isAt(byte[] content, int at, String magic) {
    byte[] expected = magic.getBytes(StandardCharsets.US_ASCII);
    if (at + expected.length > content.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (content[at + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
