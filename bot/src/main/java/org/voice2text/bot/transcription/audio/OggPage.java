package org.voice2text.bot.transcription.audio;

import java.io.ByteArrayOutputStream;

/// A page of an Ogg stream (RFC 3533, section 6). Immutable.
final class OggPage {
  private static final int CONTINUED = 1;
  private static final int FIRST = 2;
  private static final int LAST = 4;

  private final long start;
  private final int flags;
  private final long granule;
  private final int serial;
  private final byte[] lacing;
  private final byte[] body;

  /// @param start byte offset in the file, for messages
  /// @param lacing lengths of the segments; less than 255 ends a packet
  /// @param body the segments, one after the other
  OggPage(long start, int flags, long granule, int serial, byte[] lacing, byte[] body) {
    this.start = start;
    this.flags = flags;
    this.granule = granule;
    this.serial = serial;
    this.lacing = lacing;
    this.body = body;
  }

  long start() {
    return start;
  }

  /// Position in the stream at the end of the last packet that ends here; negative when none does.
  long granule() {
    return granule;
  }

  int serial() {
    return serial;
  }

  boolean isContinued() {
    return (flags & CONTINUED) != 0;
  }

  boolean isFirst() {
    return (flags & FIRST) != 0;
  }

  boolean isLast() {
    return (flags & LAST) != 0;
  }

  int segments() {
    return lacing.length;
  }

  int segmentLength(int segment) {
    return Byte.toUnsignedInt(lacing[segment]);
  }

  void copy(int offset, int length, ByteArrayOutputStream target) {
    target.write(body, offset, length);
  }
}
