package org.voice2text.bot.transcription.audio;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusPacketInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decodes Ogg Opus (RFC 7845) to mono at 48 kHz: pre-skip, gain and end trimming as the format
/// asks. It reads one stream of family 0; chained, multiplexed, cut-off and damaged files are
/// refused. Confined to one thread.
final class OggOpusDecoder {
  static final int RATE = 48_000;

  /// The longest packet: 120 ms.
  private static final int LONGEST_PACKET = 5_760;

  private final PcmSink sink;
  private final OpusDecoder decoder;
  private final short[] samples = new short[LONGEST_PACKET];
  private long toSkip;

  /// Samples decoded so far, and what a granule position is ahead of them.
  private long position;

  private long granuleOffset = -1;

  private OggOpusDecoder(OpusHead head, PcmSink sink) throws UndecodableAudioException {
    this.sink = sink;
    this.toSkip = head.preSkip();
    try {
      decoder = new OpusDecoder(RATE, 1);
    } catch (OpusException e) {
      throw new IllegalStateException("Opus always decodes to 48 kHz mono", e);
    }
    decoder.setGain(head.gain());
  }

  static void decode(InputStream in, PcmSink sink)
      throws IOException, UndecodableAudioException, InterruptedException {
    var reader = new OggPageReader(in);
    OggPage page = reader.next();
    if (page == null || !page.isFirst()) {
      throw new UndecodableAudioException("It does not start with the first page of a stream");
    }
    var packets = new OggPackets(page.serial());
    List<byte[]> headers = packets.take(page);
    if (headers.size() != 1) {
      throw new UndecodableAudioException("Its first page does not hold one header");
    }
    var decoder = new OggOpusDecoder(OpusHead.parse(headers.getFirst()), sink);
    packets.discardNext();
    boolean inComments = true;
    page = next(reader, page);
    while (page != null) {
      OggPage following = next(reader, page);
      List<byte[]> taken = packets.take(page);
      if (inComments && !taken.isEmpty()) {
        taken = taken.subList(1, taken.size());
        inComments = false;
      }
      decoder.decode(page, taken, following == null);
      page = following;
    }
  }

  private static @Nullable OggPage next(OggPageReader reader, OggPage before)
      throws IOException, UndecodableAudioException {
    OggPage page = reader.next();
    if (page != null && (before.isLast() || page.isFirst())) {
      throw new UndecodableAudioException(
          "A second stream starts at byte %d; one stream can be read".formatted(page.start()));
    }
    return page;
  }

  private void decode(OggPage page, List<byte[]> packets, boolean last)
      throws IOException, UndecodableAudioException, InterruptedException {
    long duration = 0;
    for (byte[] packet : packets) {
      duration += duration(packet, page);
    }
    if (duration == 0) {
      return;
    }
    if (granuleOffset < 0) {
      granuleOffset = Math.max(0, page.granule() - duration);
    }
    long end = position + duration;
    if (last && page.granule() >= 0) {
      end = Math.clamp(page.granule() - granuleOffset, position, end);
    }
    for (byte[] packet : packets) {
      int count = decode(packet, page);
      give(Math.clamp(end - position, 0, count));
      position += count;
    }
  }

  private static int duration(byte[] packet, OggPage page) throws UndecodableAudioException {
    int duration =
        packet.length == 0 ? 0 : OpusPacketInfo.getNumSamples(packet, 0, packet.length, RATE);
    if (duration <= 0 || duration > LONGEST_PACKET) {
      throw badPacket(page, null);
    }
    return duration;
  }

  private int decode(byte[] packet, OggPage page) throws UndecodableAudioException {
    try {
      return decoder.decode(packet, 0, packet.length, samples, 0, LONGEST_PACKET, false);
    } catch (OpusException | RuntimeException | AssertionError e) {
      // The library answers damaged input with whatever its arithmetic runs into.
      throw badPacket(page, e);
    }
  }

  private static UndecodableAudioException badPacket(OggPage page, @Nullable Throwable cause) {
    String message =
        "A packet of the Ogg page at byte %d is not valid Opus".formatted(page.start());
    return cause == null
        ? new UndecodableAudioException(message)
        : new UndecodableAudioException(message, cause);
  }

  private void give(int count) throws IOException, UndecodableAudioException, InterruptedException {
    int skipped = (int) Math.min(toSkip, count);
    toSkip -= skipped;
    if (skipped > 0 && skipped < count) {
      System.arraycopy(samples, skipped, samples, 0, count - skipped);
    }
    if (count > skipped) {
      sink.accept(samples, count - skipped);
    }
  }
}
