package org.voice2text.sandbox.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Packs Opus packets into Ogg pages (RFC 3533 and 7845). Confined to one thread.
final class OggOpusWriter {
  private static final byte[] HEAD = "OpusHead".getBytes(StandardCharsets.US_ASCII);
  private static final int SERIAL = 0x564F4943;
  private static final int FIRST = 2;
  private static final int LAST = 4;
  private static final int LARGEST_PACKET = 254 * 255;
  private static final int CRC_OFFSET = 22;
  private static final int CRC_POLYNOMIAL = 0x04C11DB7;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int pages;

  private OggOpusWriter() {}

  static boolean isHead(byte[] content) {
    return content.length >= 19 && Arrays.equals(content, 0, HEAD.length, HEAD, 0, HEAD.length);
  }

  /// One packet a page: a few dozen bytes each more than needed, and simple. A packet too large for
  /// a page is left out; no encoder makes one.
  static byte[] write(byte[] head, List<byte[]> packets) {
    return write(head, "sandbox", packets);
  }

  /// @param vendor who made the file; makes files with the same sound differ
  static byte[] write(byte[] head, String vendor, List<byte[]> packets) {
    OggOpusWriter writer = new OggOpusWriter();
    writer.page(FIRST, 0, head);
    writer.page(0, 0, tags(vendor));
    long granule = 0;
    for (int i = 0; i < packets.size(); i++) {
      byte[] packet = packets.get(i);
      granule += samples(packet);
      if (packet.length < LARGEST_PACKET) {
        writer.page(i == packets.size() - 1 ? LAST : 0, granule, packet);
      }
    }
    return writer.out.toByteArray();
  }

  private static byte[] tags(String name) {
    byte[] vendor = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(16 + vendor.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("OpusTags".getBytes(StandardCharsets.US_ASCII))
        .putInt(vendor.length)
        .put(vendor)
        .putInt(0)
        .array();
  }

  /// Length of a packet at 48 kHz, from its first byte (RFC 6716, section 3.1).
  static int samples(byte[] packet) {
    int toc = packet[0] & 0xff;
    int configuration = toc >> 3;
    int frame;
    if (configuration < 12) {
      frame = new int[] {480, 960, 1920, 2880}[configuration & 3];
    } else if (configuration < 16) {
      frame = (configuration & 1) == 0 ? 480 : 960;
    } else {
      frame = 120 << (configuration & 3);
    }
    return switch (toc & 3) {
      case 0 -> frame;
      case 3 -> packet.length < 2 ? 0 : frame * (packet[1] & 0x3f);
      default -> 2 * frame;
    };
  }

  private void page(int flags, long granule, byte[] packet) {
    int segments = packet.length / 255 + 1;
    ByteBuffer page =
        ByteBuffer.allocate(27 + segments + packet.length).order(ByteOrder.LITTLE_ENDIAN);
    page.put("OggS".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) flags);
    page.putLong(granule).putInt(SERIAL).putInt(pages++).putInt(0).put((byte) segments);
    for (int i = 0; i < segments - 1; i++) {
      page.put((byte) 255);
    }
    page.put((byte) (packet.length % 255)).put(packet);
    page.putInt(CRC_OFFSET, crc(page.array()));
    out.writeBytes(page.array());
  }

  private static int crc(byte[] page) {
    int crc = 0;
    for (byte b : page) {
      crc ^= (b & 0xff) << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc < 0 ? (crc << 1) ^ CRC_POLYNOMIAL : crc << 1;
      }
    }
    return crc;
  }
}
