package org.voice2text.bot.transcription.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Reads how long a recording is without decoding it.
final class AudioLength {
  /// More than the longest page of Ogg, which has 65,307 bytes.
  private static final int TAIL = 1 << 17;

  private static final int HEAD = 64;
  private static final int GRANULE = 6;
  private static final int SERIAL = 14;
  private static final int PAGE_HEADER = 27;

  /// Where the first packet of an Ogg Opus file says how many samples to skip: behind the page's
  /// header with one segment.
  private static final int PRE_SKIP = PAGE_HEADER + 1 + 10;

  private AudioLength() {}

  /// The position of the last page (RFC 7845, section 4): samples at 48 kHz, with those to skip.
  static Optional<Duration> ofOggOpus(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer head = read(channel, 0, HEAD);
      if (head.limit() < PRE_SKIP + 2) {
        return Optional.empty();
      }
      int serial = head.getInt(SERIAL);
      ByteBuffer tail = read(channel, Math.max(0, channel.size() - TAIL), TAIL);
      for (int at = tail.limit() - PAGE_HEADER; at >= 0; at--) {
        if (isPage(tail, at) && tail.getInt(at + SERIAL) == serial) {
          long samples = tail.getLong(at + GRANULE) - Short.toUnsignedInt(head.getShort(PRE_SKIP));
          return samples <= 0 ? Optional.empty() : Optional.of(duration(samples, 48_000));
        }
      }
      return Optional.empty();
    }
  }

  static Optional<Duration> ofPlainWav(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return PcmWavReader.open(in)
          .map(reader -> reader.length(file.toFile().length()))
          .filter(length -> !length.isZero());
    } catch (UndecodableAudioException _) {
      return Optional.empty();
    }
  }

  static Duration duration(long samples, int rate) {
    return Duration.ofMillis(samples * 1000 / rate);
  }

  private static boolean isPage(ByteBuffer bytes, int at) {
    return bytes.get(at) == 'O'
        && StandardCharsets.ISO_8859_1.decode(bytes.slice(at, 4)).toString().equals("OggS")
        && bytes.get(at + 4) == 0;
  }

  private static ByteBuffer read(SeekableByteChannel channel, long position, int most)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
    SeekableByteChannel at = channel.position(position);
    int count = at.read(bytes);
    while (count >= 0 && bytes.hasRemaining()) {
      count = at.read(bytes);
    }
    return bytes.flip();
  }
}
