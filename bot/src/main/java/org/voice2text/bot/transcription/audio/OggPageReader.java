package org.voice2text.bot.transcription.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Reads an Ogg stream page by page and checks each page's sum; a page has at most 65,307 bytes.
/// Confined to one thread.
final class OggPageReader {
  private static final int HEADER = 27;
  private static final int CAPTURE_PATTERN = 0x5367674f;
  private static final int[] CRC_TABLE = crcTable();

  private final InputStream in;
  private long position;

  OggPageReader(InputStream in) {
    this.in = in;
  }

  /// The next page; null at the end of the file.
  @Nullable OggPage next() throws IOException, UndecodableAudioException {
    long start = position;
    byte[] header = in.readNBytes(HEADER);
    if (header.length == 0) {
      return null;
    }
    position += header.length;
    requireWhole(header.length, HEADER, start);
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    if (fields.getInt(0) != CAPTURE_PATTERN || fields.get(4) != 0) {
      throw new UndecodableAudioException("There is no Ogg page at byte " + start);
    }
    byte[] lacing = read(Byte.toUnsignedInt(fields.get(26)), start);
    int length = 0;
    for (byte segment : lacing) {
      length += Byte.toUnsignedInt(segment);
    }
    byte[] body = read(length, start);
    int expected = fields.getInt(22);
    fields.putInt(22, 0);
    if (crc(crc(crc(0, header), lacing), body) != expected) {
      throw new UndecodableAudioException(
          "The Ogg page at byte %d is damaged: its check sum does not fit".formatted(start));
    }
    return new OggPage(start, fields.get(5), fields.getLong(6), fields.getInt(14), lacing, body);
  }

  private byte[] read(int length, long page) throws IOException, UndecodableAudioException {
    byte[] bytes = in.readNBytes(length);
    position += bytes.length;
    requireWhole(bytes.length, length, page);
    return bytes;
  }

  private static void requireWhole(int length, int expected, long page)
      throws UndecodableAudioException {
    if (length < expected) {
      throw new UndecodableAudioException(
          "The file is cut off inside the Ogg page at byte " + page);
    }
  }

  static int crc(int crc, byte[] bytes) {
    for (byte value : bytes) {
      crc = (crc << 8) ^ CRC_TABLE[((crc >>> 24) ^ value) & 0xff];
    }
    return crc;
  }

  /// Ogg's sum: polynomial 0x04c11db7, neither reflected nor inverted, starting at 0.
  private static int[] crcTable() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int value = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
      }
      table[i] = value;
    }
    return table;
  }
}
