package org.voice2text.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Small files with true headers, made by rule. Public to the module's other test packages.
public final class Recordings {
  private static final int PRE_SKIP = 312;

  private Recordings() {}

  /// The pages of an Ogg Opus file whose last granule tells the length; there is no sound in it.
  public static byte[] oggOpus(double seconds) {
    ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
    head.put("OpusHead".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 1);
    head.putShort((short) PRE_SKIP).putInt(48_000).putShort((short) 0).put((byte) 0);
    byte[] first = page(0, head.array());
    byte[] last = page(Math.round(seconds * 48_000) + PRE_SKIP, new byte[200]);
    return ByteBuffer.allocate(first.length + last.length).put(first).put(last).array();
  }

  private static byte[] page(long granule, byte[] body) {
    ByteBuffer page = ByteBuffer.allocate(28 + body.length).order(ByteOrder.LITTLE_ENDIAN);
    page.put("OggS".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) 0);
    page.putLong(granule).putInt(1).putInt(0).putInt(0).put((byte) 1).put((byte) body.length);
    return page.put(body).array();
  }

  /// 16-bit mono at 8 kHz, one tone all the time: what is silent reaches no engine.
  public static byte[] wav(double seconds) {
    int data = (int) Math.round(seconds * 8_000) * 2;
    ByteBuffer wav = ByteBuffer.allocate(44 + data).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + data);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
    wav.putShort((short) 1).putInt(8_000).putInt(16_000).putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(data);
    for (int i = 0; i < data / 2; i++) {
      wav.putShort((short) (9_000 * Math.sin(0.3 * i)));
    }
    return wav.array();
  }
}
