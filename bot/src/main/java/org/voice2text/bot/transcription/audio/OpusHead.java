package org.voice2text.bot.transcription.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The identification header of Ogg Opus (RFC 7845, section 5.1).
///
/// @param preSkip samples at 48 kHz to be thrown away at the start
/// @param gain to be applied, in 1/256 dB
record OpusHead(int channels, int preSkip, int gain) {
  private static final int LENGTH = 19;

  static OpusHead parse(byte[] packet) throws UndecodableAudioException {
    if (packet.length < LENGTH
        || !new String(packet, 0, 8, StandardCharsets.ISO_8859_1).equals("OpusHead")) {
      throw new UndecodableAudioException("It does not start with the header of Opus");
    }
    ByteBuffer fields = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
    if ((fields.get(8) & 0xf0) != 0) {
      throw new UndecodableAudioException(
          "Its Opus version %d is unknown; 0 to 15 can be read"
              .formatted(Byte.toUnsignedInt(fields.get(8))));
    }
    int channels = Byte.toUnsignedInt(fields.get(9));
    int mapping = Byte.toUnsignedInt(fields.get(18));
    if (mapping != 0 || channels < 1 || channels > 2) {
      throw new UndecodableAudioException(
          "It has %d channels in mapping %d; mono and stereo of mapping 0 can be read"
              .formatted(channels, mapping));
    }
    return new OpusHead(channels, Short.toUnsignedInt(fields.getShort(10)), fields.getShort(16));
  }
}
