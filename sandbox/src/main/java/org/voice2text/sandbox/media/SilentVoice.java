package org.voice2text.sandbox.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/// Voice messages that every decoder takes and in which nobody speaks. Thread-safe.
public final class SilentVoice {
  private static final int PACKETS_A_SECOND = 50;
  private static final int PRE_SKIP = 312;

  /// 20 ms of silence: one CELT frame of one channel.
  private static final byte[] SILENCE = {(byte) 0xF8, (byte) 0xFF, (byte) 0xFE};

  private SilentVoice() {}

  /// @param name makes recordings of the same length differ
  public static byte[] oggOpus(int seconds, String name) {
    byte[] head =
        ByteBuffer.allocate(19)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put("OpusHead".getBytes(StandardCharsets.US_ASCII))
            .put((byte) 1)
            .put((byte) 1)
            .putShort((short) PRE_SKIP)
            .putInt(48_000)
            .putShort((short) 0)
            .put((byte) 0)
            .array();
    int packets = seconds * PACKETS_A_SECOND + 1;
    return OggOpusWriter.write(head, name, Collections.nCopies(packets, SILENCE));
  }
}
