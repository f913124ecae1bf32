package org.voice2text.bot.telemetry;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.voice2text.model.live.LiveAddress;

/// A connection to the exporter on which no operation takes longer than its deadline, whatever the
/// other side does. Confined to the pusher's thread.
final class LiveConnection implements AutoCloseable {
  private final SocketChannel channel;
  private final Selector selector;

  private LiveConnection(SocketChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
  }

  static LiveConnection open(LiveAddress address, Duration timeout) throws IOException {
    SocketChannel channel = address.connect(timeout);
    try {
      channel.configureBlocking(false);
      return new LiveConnection(channel, Selector.open());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// Writes all of the bytes. After a failure the other side may have part of them: the connection
  /// is of no use then.
  void write(byte[] bytes, Duration timeout) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long deadline = System.nanoTime() + timeout.toNanos();
    while (channel.write(buffer) >= 0 && buffer.hasRemaining()) {
      await(SelectionKey.OP_WRITE, deadline);
    }
  }

  /// Waits until the other side closes the connection, which says that it has taken what was
  /// written.
  ///
  /// @return false if it did not in time
  boolean awaitClose(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    ByteBuffer ignored = ByteBuffer.allocate(64);
    try {
      while (channel.read(ignored.clear()) >= 0) {
        await(SelectionKey.OP_READ, deadline);
      }
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private void await(int operation, long deadline) throws IOException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("the exporter does not read");
    }
    channel.register(selector, operation);
    int _ = selector.select(left);
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      selector.close();
    }
  }
}
