package org.voice2text.exporter.live;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import org.voice2text.model.live.FamilyCodec;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.live.LiveBounds;
import org.voice2text.model.live.LiveFrame;
import org.voice2text.model.live.LiveFrameCodec;
import org.voice2text.model.live.LiveProtocolException;

/// Pushes like a bot, with real instruments over a real socket.
public final class TestBot implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  public final PrometheusRegistry registry = new PrometheusRegistry();
  public final Counter counter =
      Counter.builder().name("bot_operations_total").help("Operations.").register(registry);
  public final Gauge gauge =
      Gauge.builder().name("transcription_queue_size").help("Waiting.").register(registry);
  public final Histogram histogram =
      Histogram.builder().name("took_seconds").help("Took.").register(registry);

  private final LiveAddress address;
  private final String sessionId;
  private final Instant processStart;
  private final LiveFrameCodec codec = new LiveFrameCodec(LiveBounds.DEFAULT);
  private SocketChannel channel;
  private long sequence;

  public TestBot(LiveAddress address, String sessionId) throws IOException, LiveProtocolException {
    this(address, sessionId, Instant.now());
  }

  public TestBot(LiveAddress address, String sessionId, Instant processStart)
      throws IOException, LiveProtocolException {
    this.address = address;
    this.sessionId = sessionId;
    this.processStart = processStart;
    connect();
  }

  public void connect() throws IOException, LiveProtocolException {
    channel = address.connect(TIMEOUT);
    send(LiveFrame.Hello.of(sessionId, "bot", processStart, Duration.ofMillis(250)));
  }

  public void push() throws IOException, LiveProtocolException {
    send(
        new LiveFrame.Snapshot(
            ++sequence, Instant.now(), FamilyCodec.encodeAll(registry.scrape())));
  }

  /// Returns when the exporter has confirmed.
  public void goodbye() throws IOException, LiveProtocolException {
    send(new LiveFrame.Goodbye(++sequence));
    awaitEnd();
  }

  /// Waits until the other side closes.
  public void awaitEnd() throws IOException {
    try {
      while (channel.read(ByteBuffer.allocate(16)) >= 0) {
        // The exporter never sends.
      }
    } catch (IOException e) {
      if (!"Connection reset".equals(e.getMessage())) {
        throw e;
      }
    }
  }

  public void send(LiveFrame frame) throws IOException, LiveProtocolException {
    sendBytes(codec.encode(frame));
  }

  public void sendBytes(byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  /// As when the process is killed.
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
