package org.voice2text.bot.transcription.audio;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// Puts the packets of one logical stream together from its pages. Confined to one thread.
final class OggPackets {
  /// No packet of Opus is larger: 48 frames of at most 1275 bytes and their lengths.
  private static final int LARGEST = 65_535;

  private final int serial;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private boolean open;

  /// Comments may carry a picture of many megabytes: their packet is passed over.
  private boolean discard;

  OggPackets(int serial) {
    this.serial = serial;
  }

  void discardNext() {
    discard = true;
  }

  /// The packets that end on this page. A packet that was to be discarded is given as empty.
  List<byte[]> take(OggPage page) throws UndecodableAudioException {
    if (page.serial() != serial) {
      throw new UndecodableAudioException(
          "There is a second stream in it, at byte %d; one stream can be read"
              .formatted(page.start()));
    }
    if (page.isContinued() != open) {
      throw new UndecodableAudioException(
          "The Ogg page at byte %d does not continue the one before it: a part is missing"
              .formatted(page.start()));
    }
    List<byte[]> packets = new ArrayList<>();
    int offset = 0;
    for (int segment = 0; segment < page.segments(); segment++) {
      int length = page.segmentLength(segment);
      append(page, offset, length);
      offset += length;
      open = length == 255;
      if (!open) {
        packets.add(pending.toByteArray());
        pending.reset();
        discard = false;
      }
    }
    return packets;
  }

  private void append(OggPage page, int offset, int length) throws UndecodableAudioException {
    if (discard) {
      return;
    }
    if (pending.size() + length > LARGEST) {
      throw new UndecodableAudioException(
          "The packet that ends behind byte %d has more than %d bytes"
              .formatted(page.start(), LARGEST));
    }
    page.copy(offset, length, pending);
  }
}
