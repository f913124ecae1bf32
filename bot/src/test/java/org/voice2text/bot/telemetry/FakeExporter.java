package org.voice2text.bot.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.live.LiveBounds;
import org.voice2text.model.live.LiveFrame;
import org.voice2text.model.live.LiveFrameCodec;
import org.voice2text.model.live.LiveProtocolException;

/// The other side of the live socket: takes frames, or refuses to. Thread-safe.
final class FakeExporter implements AutoCloseable {
  /// How it treats its guests.
  enum Manner {
    /// Reads, and closes the connection after a goodbye.
    CONFIRMS,
    /// Reads, and is killed when it has read a goodbye.
    DIES_OF_A_GOODBYE,
    /// Reads, and leaves the connection open.
    IGNORES_GOODBYE,
    NEVER_READS
  }

  /// @param connection counts from 1
  record Received(int connection, LiveFrame frame) {}

  private final LiveFrameCodec codec = new LiveFrameCodec(LiveBounds.DEFAULT);
  private final ServerSocketChannel server;
  private final Manner manner;
  private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Received> frames = new LinkedBlockingQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Thread acceptor;

  FakeExporter(LiveAddress address, Manner manner) {
    this.server = address.listen();
    this.manner = manner;
    this.acceptor = Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        open.add(channel);
        int number = connections.incrementAndGet();
        if (manner != Manner.NEVER_READS) {
          Thread _ = Thread.ofVirtual().start(() -> read(number, channel));
        }
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void read(int number, SocketChannel channel) {
    try (channel;
        InputStream in = Channels.newInputStream(channel)) {
      for (Optional<LiveFrame> next = codec.read(in); next.isPresent(); next = codec.read(in)) {
        frames.add(new Received(number, next.get()));
        if (next.get() instanceof LiveFrame.Goodbye && manner != Manner.IGNORES_GOODBYE) {
          if (manner == Manner.DIES_OF_A_GOODBYE) {
            server.close();
            // Until then the socket still takes connections.
            acceptor.join();
          }
          return;
        }
      }
    } catch (IOException | LiveProtocolException | InterruptedException _) {
      // The other side is gone, or the test sees that a frame is missing.
    }
  }

  /// The next frame of those that there are.
  Received take() throws InterruptedException {
    Received received = frames.poll(20, TimeUnit.SECONDS);
    if (received == null) {
      throw new AssertionError("no frame arrived");
    }
    return received;
  }

  int connections() {
    return connections.get();
  }

  /// Dies with all its connections.
  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel channel : open) {
      channel.close();
    }
  }
}
