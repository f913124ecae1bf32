package org.voice2text.sandbox.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.voice2text.sandbox.Recordings;

class WebmOpusTest {
  private static final int PACKETS = 50;

  /// What a browser writes: segment and cluster of unknown size, packets of 20 ms.
  private static byte[] webm() {
    byte[] head = Arrays.copyOfRange(Recordings.oggOpus(1), 28, 47);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes(0x1A, 0x45, 0xDF, 0xA3, 0x80));
    out.writeBytes(bytes(0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF));
    out.writeBytes(bytes(0x16, 0x54, 0xAE, 0x6B, 0x80 + 24, 0xAE, 0x80 + 22));
    out.writeBytes(bytes(0x63, 0xA2, 0x80 + 19));
    out.writeBytes(head);
    out.writeBytes(bytes(0x1F, 0x43, 0xB6, 0x75, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF));
    for (int i = 0; i < PACKETS; i++) {
      // Packets of different lengths, one of them a multiple of 255.
      byte[] packet = new byte[i == 7 ? 510 : 20 + i];
      packet[0] = 0x78;
      int size = packet.length + 4;
      out.writeBytes(bytes(0xA3, 0x40 | (size >> 8), size & 0xff, 0x81, 0, i, 0x80));
      out.writeBytes(packet);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void keepsTheLength() {
    byte[] ogg = WebmOpus.toOgg(webm()).orElseThrow();

    assertThat(new String(ogg, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("OggS");
    // 50 packets of 20 ms less the pre-skip of 312 samples.
    assertThat(AudioDuration.ofContent(ogg)).hasValue((PACKETS * 960 - 312) / 48_000.0);
  }

  @Test
  void readsTheLengthOfAPacket() {
    assertThat(OggOpusWriter.samples(bytes(0x78))).isEqualTo(960);
    assertThat(OggOpusWriter.samples(bytes(0xFF))).isZero();
    assertThat(OggOpusWriter.samples(bytes(0xFF, 3))).isEqualTo(3 * 960);
    assertThat(OggOpusWriter.samples(bytes(0x01))).isEqualTo(2 * 480);
    assertThat(OggOpusWriter.samples(bytes(0x18))).isEqualTo(2880);
  }

  @Test
  void leavesOtherContentAlone() {
    assertThat(WebmOpus.toOgg(new byte[0])).isEmpty();
    assertThat(WebmOpus.toOgg(Recordings.oggOpus(1))).isEmpty();
    assertThat(WebmOpus.toOgg(bytes(0x1A, 0x45, 0xDF, 0xA3, 0x80))).isEmpty();
  }

  @Test
  void endsOnAnyBrokenContent() {
    Random random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      byte[] content = webm();
      for (int j = 0; j < 8; j++) {
        content[4 + random.nextInt(content.length - 4)] = (byte) random.nextInt();
      }
      assertThat(WebmOpus.toOgg(Arrays.copyOf(content, random.nextInt(content.length))))
          .isNotNull();
    }
  }
}
