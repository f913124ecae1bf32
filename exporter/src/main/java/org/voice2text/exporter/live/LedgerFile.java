package org.voice2text.exporter.live;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.voice2text.exporter.live.ClosedSeries.ClosedFamily;
import org.voice2text.exporter.live.ClosedSeries.Entry;
import org.voice2text.exporter.live.LedgerImage.SessionImage;
import org.voice2text.model.live.FamilyCodec;
import org.voice2text.model.live.LiveBounds;
import org.voice2text.model.live.LiveFrame;
import org.voice2text.model.live.LiveFrameCodec;
import org.voice2text.model.live.LiveProtocolException;

/// The bytes of a checkpoint: a magic number and a version, records in the live socket's own
/// frames, and a CRC-32C of all that.
final class LedgerFile {
  private static final long MAGIC = 0x76327454_6c656467L;
  private static final int VERSION = 1;
  private static final int CHECKSUM_BYTES = Long.BYTES;

  /// The file is ours: it may hold whatever the ledger may.
  private static final LiveBounds BOUNDS =
      new LiveBounds(Integer.MAX_VALUE - 16, 1_000_000, 1_000_000, 1 << 16, 64);

  private static final LiveFrameCodec FRAMES = new LiveFrameCodec(BOUNDS);
  private static final FamilyCodec FAMILIES = new FamilyCodec(BOUNDS);

  private LedgerFile() {}

  static byte[] encode(LedgerImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    CRC32C checksum = new CRC32C();
    try (DataOutputStream out = new DataOutputStream(new CheckedOutputStream(bytes, checksum))) {
      out.writeLong(MAGIC);
      out.writeInt(VERSION);
      out.writeLong(image.lastPush().toEpochMilli());
      writeClosed(image, out);
      List<SessionImage> told =
          image.sessions().stream().filter(session -> session.lastSequence() > 0).toList();
      out.writeInt(told.size());
      for (SessionImage session : told) {
        out.write(FRAMES.encode(session.hello()));
        out.write(
            FRAMES.encode(
                new LiveFrame.Snapshot(
                    session.lastSequence(),
                    session.lastFrameAt(),
                    encode(session.families().values()))));
      }
      out.writeInt(image.ended().size());
      for (String id : image.ended()) {
        out.writeUTF(id);
      }
      out.writeLong(checksum.getValue());
    } catch (IOException | LiveProtocolException e) {
      throw new IllegalStateException("The ledger cannot be written down", e);
    }
    return bytes.toByteArray();
  }

  /// The families, and apart from them when each series was last seen.
  private static void writeClosed(LedgerImage image, DataOutputStream out)
      throws IOException, LiveProtocolException {
    List<Family> families = image.closed().stream().map(ClosedFamily::family).toList();
    out.write(FRAMES.encode(new LiveFrame.Snapshot(1, image.takenAt(), encode(families))));
    for (ClosedFamily closed : image.closed()) {
      for (DataPointSnapshot point : closed.family().points()) {
        Entry entry = closed.entries().get(point.getLabels());
        out.writeLong(entry == null ? 0 : entry.lastSeen().toEpochMilli());
      }
    }
  }

  private static List<byte[]> encode(Collection<Family> families) {
    return families.stream()
        .filter(family -> !family.points().isEmpty())
        .map(Family::encoded)
        .toList();
  }

  /// @throws IOException if the bytes are not a whole checkpoint of this version
  static LedgerImage decode(byte[] bytes) throws IOException {
    if (bytes.length < CHECKSUM_BYTES) {
      throw new IOException("it is cut short");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readLong() != MAGIC) {
        throw new IOException("it is not a checkpoint");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new IOException("it has version %d, this is %d".formatted(version, VERSION));
      }
      int content = bytes.length - CHECKSUM_BYTES;
      DataInputStream tail =
          new DataInputStream(new ByteArrayInputStream(bytes, content, CHECKSUM_BYTES));
      if (tail.readLong() != checksum(bytes, content)) {
        throw new IOException("its checksum is wrong");
      }
      Instant lastPush = Instant.ofEpochMilli(in.readLong());
      List<ClosedFamily> closed = readClosed(in);
      List<SessionImage> sessions = new ArrayList<>();
      for (int i = in.readInt(); i > 0; i--) {
        sessions.add(readSession(in));
      }
      List<String> ended = new ArrayList<>();
      for (int i = in.readInt(); i > 0; i--) {
        ended.add(in.readUTF());
      }
      return new LedgerImage(
          1, 1, 1, lastPush, lastPush, closed, List.copyOf(sessions), List.copyOf(ended));
    } catch (LiveProtocolException | RuntimeException e) {
      throw new IOException("it holds what cannot be read", e);
    }
  }

  private static List<ClosedFamily> readClosed(DataInputStream in)
      throws IOException, LiveProtocolException {
    List<ClosedFamily> closed = new ArrayList<>();
    for (Family family : families(next(in, LiveFrame.Snapshot.class))) {
      Map<Labels, Entry> entries = new HashMap<>();
      for (DataPointSnapshot point : family.points()) {
        entries.put(point.getLabels(), new Entry(point, Instant.ofEpochMilli(in.readLong())));
      }
      closed.add(new ClosedFamily(family, Map.copyOf(entries)));
    }
    return List.copyOf(closed);
  }

  private static SessionImage readSession(DataInputStream in)
      throws IOException, LiveProtocolException {
    LiveFrame.Hello hello = next(in, LiveFrame.Hello.class);
    LiveFrame.Snapshot last = next(in, LiveFrame.Snapshot.class);
    Map<String, Family> families = new LinkedHashMap<>();
    families(last).forEach(family -> families.put(family.name(), family));
    return new SessionImage(hello, last.sequence(), last.takenAt(), true, families);
  }

  private static List<Family> families(LiveFrame.Snapshot snapshot) throws LiveProtocolException {
    List<Family> families = new ArrayList<>();
    for (byte[] encoded : snapshot.families()) {
      families.add(Family.of(FAMILIES.decode(encoded)));
    }
    return families;
  }

  private static <T extends LiveFrame> T next(DataInputStream in, Class<T> type)
      throws IOException, LiveProtocolException {
    return type.cast(FRAMES.read(in).orElseThrow(() -> new IOException("a record is missing")));
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return checksum.getValue();
  }
}
