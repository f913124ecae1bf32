package org.voice2text.sandbox.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Browsers record Opus in WebM, Telegram's apps send it in Ogg: this repacks one as the other. The
/// sound itself is not touched. Reads the parts of Matroska (RFC 9559) that browsers write: one
/// track, no lacing, sizes known or not. Confined to one thread.
public final class WebmOpus {
  private static final int EBML = 0x1A45DFA3;
  private static final int SEGMENT = 0x18538067;
  private static final int CLUSTER = 0x1F43B675;
  private static final int TRACKS = 0x1654AE6B;
  private static final int TRACK_ENTRY = 0xAE;
  private static final int BLOCK_GROUP = 0xA0;
  private static final int CODEC_PRIVATE = 0x63A2;
  private static final int SIMPLE_BLOCK = 0xA3;
  private static final int BLOCK = 0xA1;
  private static final int BLOCK_HEADER = 4;
  private static final int LACING = 0x06;

  private final byte[] webm;
  private final List<byte[]> packets = new ArrayList<>();
  private byte @Nullable [] head;
  private int at;

  private WebmOpus(byte[] webm) {
    this.webm = webm;
  }

  /// The same recording in Ogg; empty if it is not Opus in WebM.
  public static Optional<byte[]> toOgg(byte[] content) {
    WebmOpus reader = new WebmOpus(content);
    return reader.read() ? Optional.of(reader.ogg()) : Optional.empty();
  }

  private boolean read() {
    if (webm.length < 4 || number(0, 4) != EBML) {
      return false;
    }
    while (at < webm.length) {
      int id = (int) id();
      long size = size();
      switch (id) {
        // Their content is read as if it stood by itself, so that an unknown size does not matter.
        case SEGMENT, CLUSTER, TRACKS, TRACK_ENTRY, BLOCK_GROUP -> {}
        default -> {
          if (size < 0 || size > webm.length - at) {
            return finish();
          }
          element(id, at, at + (int) size);
          at += (int) size;
        }
      }
    }
    return finish();
  }

  private boolean finish() {
    at = webm.length;
    return head != null && !packets.isEmpty();
  }

  private void element(int id, int from, int to) {
    if (id == CODEC_PRIVATE) {
      byte[] given = Arrays.copyOfRange(webm, from, to);
      head = OggOpusWriter.isHead(given) ? given : null;
    } else if ((id == SIMPLE_BLOCK || id == BLOCK)
        && to - from > BLOCK_HEADER
        && (webm[from + 3] & LACING) == 0) {
      packets.add(Arrays.copyOfRange(webm, from + BLOCK_HEADER, to));
    }
  }

  private byte[] ogg() {
    if (head == null) {
      throw new IllegalStateException("There is no head");
    }
    return OggOpusWriter.write(head, packets);
  }

  private long id() {
    return take(false);
  }

  /// -1 when unknown.
  private long size() {
    return take(true);
  }

  /// A number of one to eight bytes, whose first bit that is set tells how many.
  private long take(boolean withoutMarker) {
    if (at >= webm.length) {
      return -1;
    }
    int length = Integer.numberOfLeadingZeros(webm[at] & 0xff) - 24 + 1;
    if (length > 8 || at + length > webm.length) {
      at = webm.length;
      return -1;
    }
    long value = number(at, length);
    at += length;
    if (!withoutMarker) {
      return value;
    }
    long mask = (1L << (7 * length)) - 1;
    return (value & mask) == mask ? -1 : value & mask;
  }

  private long number(int from, int length) {
    long value = 0;
    for (int i = from; i < from + length; i++) {
      value = (value << 8) | (webm[i] & 0xff);
    }
    return value;
  }
}
