package org.voice2text.sandbox.bench;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.voice2text.model.live.FamilyCodec;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.live.LiveBounds;
import org.voice2text.model.live.LiveFrame;
import org.voice2text.model.live.LiveFrameCodec;
import org.voice2text.model.live.LiveProtocolException;

/// Pushes as many frames as the exporter takes, in sessions as those of a bot that is restarted now
/// and then. Not thread-safe.
final class FrameFlood {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  static final int FRAMES_OF_A_SESSION = 100_000;

  private final LiveFrameCodec codec = new LiveFrameCodec(LiveBounds.DEFAULT);
  private final LiveAddress address;
  private int sessions;

  FrameFlood(LiveAddress address) {
    this.address = address;
  }

  void push(int frames) throws IOException, LiveProtocolException {
    for (int sent = 0; sent < frames; sent += FRAMES_OF_A_SESSION) {
      session();
    }
  }

  private void session() throws IOException, LiveProtocolException {
    try (SocketChannel channel = address.connect(TIMEOUT)) {
      Instant now = Instant.now();
      send(channel, LiveFrame.Hello.of("flood-" + ++sessions, "bot", now, Duration.ofMillis(250)));
      for (int i = 1; i <= FRAMES_OF_A_SESSION; i++) {
        send(channel, new LiveFrame.Snapshot(i, now, FamilyCodec.encodeAll(families(i))));
      }
      send(channel, new LiveFrame.Goodbye(FRAMES_OF_A_SESSION + 1));
      while (channel.read(ByteBuffer.allocate(16)) >= 0) {
        // It closes when it has taken all.
      }
    }
  }

  private static MetricSnapshots families(int count) {
    CounterSnapshot.Builder family =
        CounterSnapshot.builder().name("bot_operations_total").help("What users asked for.");
    for (String type : List.of("start", "help", "transcribe", "rewrite", "export")) {
      family.dataPoint(
          CounterDataPointSnapshot.builder()
              .labels(Labels.of("operation_type", type))
              .value(count)
              .build());
    }
    return MetricSnapshots.of(family.build());
  }

  private void send(SocketChannel channel, LiveFrame frame)
      throws IOException, LiveProtocolException {
    ByteBuffer rest = ByteBuffer.wrap(codec.encode(frame));
    while (rest.hasRemaining()) {
      int _ = channel.write(rest);
    }
  }
}
