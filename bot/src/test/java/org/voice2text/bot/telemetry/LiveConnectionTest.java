package org.voice2text.bot.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voice2text.model.live.LiveAddress;

@Timeout(60)
class LiveConnectionTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void writesAllWhileTheOtherSideReads() throws Exception {
    byte[] bytes = new byte[20_000_000];
    try (ServerSocketChannel server = server();
        LiveConnection connection = LiveConnection.open(addressOf(server), LONG);
        SocketChannel other = server.accept()) {
      Thread reader =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
                  while (buffer.hasRemaining()) {
                    int _ = other.read(buffer);
                  }
                  SocketChannel _ = other.shutdownOutput();
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      connection.write(bytes, LONG);
      assertThat(connection.awaitClose(LONG)).isTrue();
      reader.join();
    }
  }

  @Test
  void endsAWriteAtItsDeadline() throws Exception {
    try (ServerSocketChannel server = server();
        LiveConnection connection = LiveConnection.open(addressOf(server), LONG);
        SocketChannel _ = server.accept()) {
      long start = System.nanoTime();
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() -> connection.write(new byte[50_000_000], SHORT))
          .withMessage("the exporter does not read");
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(150L, 5000L);
    }
  }

  @Test
  void endsTheWaitForAConfirmationAtItsDeadline() throws Exception {
    try (ServerSocketChannel server = server();
        LiveConnection connection = LiveConnection.open(addressOf(server), LONG);
        SocketChannel other = server.accept()) {
      other.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      assertThat(connection.awaitClose(SHORT)).isFalse();
    }
  }

  @Test
  void nobodyListeningIsAFailure() throws Exception {
    LiveAddress address;
    try (ServerSocketChannel server = server()) {
      address = addressOf(server);
    }
    assertThatIOException().isThrownBy(() -> LiveConnection.open(address, SHORT));
  }

  private static ServerSocketChannel server() {
    return LiveAddress.parse("tcp://127.0.0.1:0").listen();
  }

  private static LiveAddress addressOf(ServerSocketChannel server) throws java.io.IOException {
    int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    return LiveAddress.parse("tcp://127.0.0.1:" + port);
  }
}
