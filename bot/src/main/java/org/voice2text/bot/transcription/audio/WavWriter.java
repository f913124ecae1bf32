package org.voice2text.bot.transcription.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// Writes a WAV file of 16 kHz, mono, 16 bit as a stream; the sizes in its header are put right by
/// [#finish]. Confined to one thread at a time.
final class WavWriter implements PcmSink, AutoCloseable {
  static final int RATE = 16_000;
  static final int HEADER = 44;
  private static final int BLOCK = 32_768;
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  private final FileChannel channel;
  private final Duration longest;
  private final long most;
  private final ByteBuffer buffer = ByteBuffer.allocate(2 * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
  private long written;

  WavWriter(Path file, Duration longest) throws IOException {
    this.longest = longest;
    // Telegram tells whole seconds.
    long millis = longest.plus(ROUNDING).toMillis();
    this.most = Math.min(millis * (RATE / 1000), (Integer.MAX_VALUE - HEADER) / 2);
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    writeFully(header(0), 0);
    channel.position(HEADER);
  }

  @Override
  public void accept(short[] samples, int count) throws IOException, UndecodableAudioException {
    written += count;
    if (written > most) {
      throw new AudioTooLongException(longest);
    }
    for (int from = 0; from < count; from += BLOCK) {
      int length = Math.min(BLOCK, count - from);
      buffer.clear();
      buffer.asShortBuffer().put(samples, from, length);
      buffer.limit(2 * length);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  void finish() throws IOException, UndecodableAudioException {
    if (written == 0) {
      throw new UndecodableAudioException("There is no sound in it");
    }
    writeFully(header((int) (2 * written)), 0);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void writeFully(ByteBuffer bytes, long position) throws IOException {
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
  }

  /// The canonical RIFF header: one `fmt ` chunk of 16 bytes, then `data`.
  static ByteBuffer header(int dataBytes) {
    return ByteBuffer.allocate(HEADER)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii("RIFF"))
        .putInt(HEADER - 8 + dataBytes)
        .put(ascii("WAVEfmt "))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(RATE)
        .putInt(2 * RATE)
        .putShort((short) 2)
        .putShort((short) 16)
        .put(ascii("data"))
        .putInt(dataBytes)
        .flip();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
