package org.voice2text.model.live;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Frames to bytes and back: a length, a type and a payload. Immutable.
public final class LiveFrameCodec {
  private static final int HELLO = 1;
  private static final int SNAPSHOT = 2;
  private static final int GOODBYE = 3;
  private static final int MAX_NAME_BYTES = 64;

  private final LiveBounds bounds;

  public LiveFrameCodec(LiveBounds bounds) {
    this.bounds = bounds;
  }

  /// The whole frame, length included.
  ///
  /// @throws LiveProtocolException if the receiver would refuse it for its size
  public byte[] encode(LiveFrame frame) throws LiveProtocolException {
    int length = length(frame);
    checkLength(length);
    // One array of the right size: the bot makes a frame of all its metrics several times a second.
    ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + length).putInt(length);
    switch (frame) {
      case LiveFrame.Hello hello -> writeHello(hello, out);
      case LiveFrame.Snapshot snapshot -> writeSnapshot(snapshot, out);
      case LiveFrame.Goodbye goodbye -> out.put((byte) GOODBYE).putLong(goodbye.sequence());
    }
    return out.array();
  }

  /// Waits for the next frame.
  ///
  /// @return empty if the stream ended before the frame began
  /// @throws EOFException if it ended inside the frame
  /// @throws LiveProtocolException if the frame breaks the rules; unless the reason is
  ///   `FRAME_TOO_LARGE` the stream stands behind the frame and the next one can be read
  public Optional<LiveFrame> read(InputStream in) throws IOException, LiveProtocolException {
    byte[] head = in.readNBytes(Integer.BYTES);
    if (head.length == 0) {
      return Optional.empty();
    }
    if (head.length < Integer.BYTES) {
      throw new EOFException("The stream ended inside a frame");
    }
    int length = ByteBuffer.wrap(head).getInt();
    checkLength(length);
    // Memory grows with what has arrived, not with what a length promises.
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("The stream ended inside a frame");
    }
    return Optional.of(decode(body));
  }

  /// @param body a frame without its length: type and payload
  public LiveFrame decode(byte[] body) throws LiveProtocolException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      int type = in.readUnsignedByte();
      LiveFrame frame =
          switch (type) {
            case HELLO -> readHello(in);
            case SNAPSHOT -> readSnapshot(in);
            case GOODBYE -> new LiveFrame.Goodbye(in.readLong());
            default ->
                throw new LiveProtocolException(
                    LiveRejection.MALFORMED, "A frame has the unknown type " + type);
          };
      if (in.available() > 0) {
        throw new LiveProtocolException(
            LiveRejection.MALFORMED, "A frame is longer than its content");
      }
      return frame;
    } catch (IOException e) {
      throw new LiveProtocolException(LiveRejection.MALFORMED, "A frame is cut short", e);
    } catch (IllegalArgumentException e) {
      throw new LiveProtocolException(LiveRejection.MALFORMED, String.valueOf(e.getMessage()), e);
    }
  }

  private void checkLength(int length) throws LiveProtocolException {
    if (length < 1) {
      throw new LiveProtocolException(
          LiveRejection.FRAME_TOO_LARGE,
          "A frame must have a length from 1 to " + bounds.frameBytes());
    }
    if (length > bounds.frameBytes()) {
      throw new LiveProtocolException(
          LiveRejection.FRAME_TOO_LARGE,
          "A frame has %d bytes; at most %d are taken".formatted(length, bounds.frameBytes()));
    }
  }

  /// Of type and payload.
  private static int length(LiveFrame frame) {
    return Byte.BYTES
        + switch (frame) {
          case LiveFrame.Hello hello ->
              Integer.BYTES
                  + 2 * Short.BYTES
                  + bytes(hello.sessionId()).length
                  + bytes(hello.source()).length
                  + 2 * Long.BYTES;
          case LiveFrame.Snapshot snapshot -> 2 * Long.BYTES + length(snapshot.families());
          case LiveFrame.Goodbye _ -> Long.BYTES;
        };
  }

  private static int length(List<byte[]> families) {
    int length = 0;
    for (byte[] family : families) {
      length = Math.addExact(length, varintLength(family.length) + family.length);
    }
    return length;
  }

  private static void writeHello(LiveFrame.Hello hello, ByteBuffer out) {
    out.put((byte) HELLO).putInt(hello.protocolVersion());
    writeName(hello.sessionId(), out);
    writeName(hello.source(), out);
    out.putLong(hello.processStart().toEpochMilli()).putLong(hello.pushInterval().toMillis());
  }

  private static LiveFrame readHello(DataInputStream in) throws IOException, LiveProtocolException {
    int version = in.readInt();
    if (version != LiveFrame.Hello.VERSION) {
      throw new LiveProtocolException(
          LiveRejection.WRONG_VERSION,
          "A hello speaks protocol version %d; this is %d"
              .formatted(version, LiveFrame.Hello.VERSION));
    }
    return new LiveFrame.Hello(
        version,
        readName(in),
        readName(in),
        Instant.ofEpochMilli(in.readLong()),
        Duration.ofMillis(in.readLong()));
  }

  private static void writeName(String name, ByteBuffer out) {
    byte[] bytes = bytes(name);
    out.putShort((short) bytes.length).put(bytes);
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  private static String readName(DataInputStream in) throws IOException {
    int length = in.readUnsignedShort();
    if (length > MAX_NAME_BYTES) {
      throw new IllegalArgumentException("A name has more than %d bytes".formatted(MAX_NAME_BYTES));
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("A name is not UTF-8", e);
    }
  }

  private static void writeSnapshot(LiveFrame.Snapshot snapshot, ByteBuffer out) {
    out.put((byte) SNAPSHOT)
        .putLong(snapshot.sequence())
        .putLong(snapshot.takenAt().toEpochMilli());
    for (byte[] family : snapshot.families()) {
      writeVarint(family.length, out);
      out.put(family);
    }
  }

  private LiveFrame readSnapshot(DataInputStream in) throws IOException, LiveProtocolException {
    long sequence = in.readLong();
    Instant takenAt = Instant.ofEpochMilli(in.readLong());
    List<byte[]> families = new ArrayList<>();
    while (in.available() > 0) {
      if (families.size() == bounds.families()) {
        throw new LiveProtocolException(
            LiveRejection.TOO_MANY_FAMILIES,
            "A snapshot has more than %d families".formatted(bounds.families()));
      }
      int length = readVarint(in);
      if (length > in.available()) {
        throw new EOFException("A family is longer than its frame");
      }
      families.add(in.readNBytes(length));
    }
    return new LiveFrame.Snapshot(sequence, takenAt, families);
  }

  /// Seven bits a byte, the lowest first; the top bit says that more follow.
  private static void writeVarint(int value, ByteBuffer out) {
    int rest = value;
    while (rest > 0x7f) {
      out.put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  private static int varintLength(int value) {
    return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 6) / 7);
  }

  private static int readVarint(DataInputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (long) (next & 0x7f) << shift;
      if ((next & 0x80) == 0 && value <= Integer.MAX_VALUE) {
        return (int) value;
      }
    }
    throw new IllegalArgumentException("The length of a family is not a varint of at most 31 bits");
  }
}
