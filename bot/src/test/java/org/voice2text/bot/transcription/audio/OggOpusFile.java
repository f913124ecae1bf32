package org.voice2text.bot.transcription.audio;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes Ogg Opus files, well formed or not.
public final class OggOpusFile {
  public static final int RATE = 48_000;
  static final int FIRST = 2;
  static final int LAST = 4;
  static final int SERIAL = 0x5eed;
  static final int PRE_SKIP = 312;
  private static final int FRAME = 960;
  private static final int PACKETS_A_PAGE = 10;

  private OggOpusFile() {}

  /// Interleaved samples at 48 kHz, encoded in packets of 20 ms.
  public static byte[] of(short[] samples, int channels) {
    return join(pages(samples, channels, 0, SERIAL));
  }

  static List<byte[]> pages(short[] samples, int channels, int gain, int serial) {
    int frames = samples.length / channels;
    List<byte[]> pages = new ArrayList<>();
    pages.add(page(FIRST, 0, serial, 0, List.of(head(channels, gain))));
    pages.add(page(0, 0, serial, 1, List.of(tags(40))));
    List<byte[]> packets = encode(samples, channels);
    for (int from = 0; from < packets.size(); from += PACKETS_A_PAGE) {
      int to = Math.min(packets.size(), from + PACKETS_A_PAGE);
      boolean last = to == packets.size();
      long granule = last ? frames + PRE_SKIP : (long) to * FRAME;
      pages.add(page(last ? LAST : 0, granule, serial, pages.size(), packets.subList(from, to)));
    }
    return pages;
  }

  /// Enough packets that the encoder's look-ahead comes out too.
  static List<byte[]> encode(short[] samples, int channels) {
    try {
      var encoder = new OpusEncoder(RATE, channels, OpusApplication.OPUS_APPLICATION_AUDIO);
      encoder.setBitrate(64_000);
      int count = (samples.length / channels + PRE_SKIP + FRAME - 1) / FRAME;
      short[] padded = Arrays.copyOf(samples, count * FRAME * channels);
      List<byte[]> packets = new ArrayList<>();
      byte[] packet = new byte[1275];
      for (int i = 0; i < count; i++) {
        int length = encoder.encode(padded, i * FRAME * channels, FRAME, packet, 0, packet.length);
        packets.add(Arrays.copyOf(packet, length));
      }
      return packets;
    } catch (OpusException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] head(int channels, int gain) {
    return ByteBuffer.allocate(19)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("OpusHead".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 1)
        .put((byte) channels)
        .putShort((short) PRE_SKIP)
        .putInt(RATE)
        .putShort((short) gain)
        .put((byte) 0)
        .array();
  }

  static byte[] tags(int length) {
    return Arrays.copyOf("OpusTags".getBytes(StandardCharsets.US_ASCII), length);
  }

  static byte[] page(int flags, long granule, int serial, int sequence, List<byte[]> packets) {
    var lacing = new ByteArrayOutputStream();
    var body = new ByteArrayOutputStream();
    for (byte[] packet : packets) {
      for (int left = packet.length; left >= 255; left -= 255) {
        lacing.write(255);
      }
      lacing.write(packet.length % 255);
      body.writeBytes(packet);
    }
    return page(flags, granule, serial, sequence, lacing.toByteArray(), body.toByteArray());
  }

  static byte[] page(
      int flags, long granule, int serial, int sequence, byte[] lacing, byte[] body) {
    byte[] page =
        ByteBuffer.allocate(27 + lacing.length + body.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put("OggS".getBytes(StandardCharsets.US_ASCII))
            .put((byte) 0)
            .put((byte) flags)
            .putLong(granule)
            .putInt(serial)
            .putInt(sequence)
            .putInt(0)
            .put((byte) lacing.length)
            .put(lacing)
            .put(body)
            .array();
    return seal(page);
  }

  /// Puts the right check sum into a page.
  static byte[] seal(byte[] page) {
    ByteBuffer fields = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    fields.putInt(22, 0);
    fields.putInt(22, slowCrc(page));
    return page;
  }

  /// Bit by bit, so that it shares nothing with the code under test.
  private static int slowCrc(byte[] bytes) {
    int crc = 0;
    for (byte value : bytes) {
      for (int bit = 7; bit >= 0; bit--) {
        int feedback = (crc >>> 31) ^ ((value >> bit) & 1);
        crc = (crc << 1) ^ (feedback * 0x04c11db7);
      }
    }
    return crc;
  }

  static byte[] join(List<byte[]> parts) {
    var out = new ByteArrayOutputStream();
    parts.forEach(out::writeBytes);
    return out.toByteArray();
  }
}
