package org.voice2text.exporter.live;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.model.live.FamilyCodec;
import org.voice2text.model.live.LiveBounds;
import org.voice2text.model.live.LiveFrame;
import org.voice2text.model.live.LiveFrameCodec;
import org.voice2text.model.live.LiveProtocolException;
import org.voice2text.model.live.LiveRejection;
import org.voice2text.model.live.SnapshotDecoder;

/// Reads the frames of one sender until it ends, is silent, or breaks the protocol beyond repair.
/// Its own thread reads; any thread may close.
final class LiveConnection implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(LiveConnection.class);
  private static final Duration HELLO_DEADLINE = Duration.ofSeconds(5);

  private final SocketChannel channel;
  private final LiveFrameCodec frames;
  private final SnapshotDecoder snapshots;
  private final LiveReceiver receiver;
  private final LiveStats stats;
  private volatile LiveFrame.@Nullable Hello hello;
  private volatile long lastFrameNanos = System.nanoTime();

  LiveConnection(SocketChannel channel, LiveBounds bounds, LiveReceiver receiver, LiveStats stats) {
    this.channel = channel;
    this.frames = new LiveFrameCodec(bounds);
    this.snapshots = new SnapshotDecoder(bounds);
    this.receiver = receiver;
    this.stats = stats;
  }

  @Override
  public void run() {
    try (channel) {
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
      boolean open = true;
      while (open) {
        open = next(in);
        lastFrameNanos = System.nanoTime();
      }
    } catch (IOException e) {
      // A killed sender, a cut connection or our own close: the ledger goes by silence.
      log.debug("A live connection ended", e);
    } catch (RuntimeException e) {
      log.error("A live connection was given up because of a failure of the exporter", e);
    } finally {
      receiver.ended(this);
    }
  }

  private boolean next(InputStream in) throws IOException {
    try {
      Optional<LiveFrame> frame = frames.read(in);
      return frame.isPresent() && handle(frame.get());
    } catch (LiveProtocolException e) {
      stats.rejected(e.reason(), String.valueOf(e.getMessage()));
      return survives(e.reason());
    }
  }

  private boolean survives(LiveRejection reason) {
    return switch (reason) {
      case FRAME_TOO_LARGE, WRONG_VERSION, UNEXPECTED_FRAME, SESSION_ENDED, TOO_MANY_CONNECTIONS ->
          false;
      // A stream that never made sense is no sender of ours.
      case MALFORMED -> hello != null;
      case OUT_OF_ORDER,
          TOO_MANY_FAMILIES,
          TOO_MANY_SERIES,
          TOO_MANY_LABELS,
          TEXT_TOO_LONG,
          DUPLICATE,
          TYPE_CLASH,
          COUNTER_RESET,
          UNSUPPORTED ->
          true;
    };
  }

  /// @return whether more may follow
  private boolean handle(LiveFrame frame) throws LiveProtocolException {
    LiveFrame.Hello known = hello;
    return switch (frame) {
      case LiveFrame.Hello first when known == null -> {
        receiver.hello(first, this);
        hello = first;
        yield true;
      }
      case LiveFrame.Snapshot snapshot when known != null -> {
        FamilyCodec.Decoded decoded = snapshots.decode(snapshot);
        decoded.refused().forEach(e -> stats.rejected(e.reason(), String.valueOf(e.getMessage())));
        receiver.snapshot(known.sessionId(), snapshot.sequence(), decoded.families());
        yield true;
      }
      case LiveFrame.Goodbye goodbye when known != null -> {
        receiver.goodbye(known.sessionId(), goodbye.sequence());
        yield false;
      }
      case LiveFrame.Hello _, LiveFrame.Snapshot _, LiveFrame.Goodbye _ ->
          throw new LiveProtocolException(
              LiveRejection.UNEXPECTED_FRAME,
              "A connection must begin with a hello, and have no second one");
    };
  }

  /// Whether nothing has come for so long that the connection is not worth its place.
  boolean isOverdue(long nowNanos) {
    LiveFrame.Hello known = hello;
    Duration deadline = known == null ? HELLO_DEADLINE : Session.silence(known.pushInterval());
    return nowNanos - lastFrameNanos > deadline.toNanos();
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("A live connection could not be closed", e);
    }
  }
}
