package org.voice2text.sandbox.bench;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.voice2text.model.live.FamilyCodec;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.live.LiveBounds;
import org.voice2text.model.live.LiveFrame;
import org.voice2text.model.live.LiveFrameCodec;
import org.voice2text.model.live.LiveProtocolException;
import org.voice2text.model.runtime.Loop;

/// Pushes as often as a bot does, and worse: no value is ever the same twice. One thread pushes.
final class PretendBot implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(250);

  /// Each block is three families: 20 counters, 10 gauges and 5 histograms of 14 samples.
  static final int SAMPLES_OF_A_BLOCK = 100;

  private static final double[] BOUNDS = {
    0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, Double.POSITIVE_INFINITY
  };

  private final LiveFrameCodec codec = new LiveFrameCodec(LiveBounds.DEFAULT);
  private final SocketChannel channel;
  private final int blocks;
  private final Loop loop;
  private long sequence;

  PretendBot(LiveAddress address, int blocks) throws IOException, LiveProtocolException {
    this.blocks = blocks;
    this.channel = address.connect(Duration.ofSeconds(5));
    send(LiveFrame.Hello.of("pretend", "bot", Instant.now(), INTERVAL));
    this.loop = Loop.start("pretend-bot", INTERVAL, _ -> {}, this::push);
  }

  private Duration push() throws IOException, LiveProtocolException {
    sequence++;
    MetricSnapshots.Builder families = MetricSnapshots.builder();
    for (int block = 0; block < blocks; block++) {
      families.metricSnapshot(counters(block));
      families.metricSnapshot(gauges(block));
      families.metricSnapshot(histograms(block));
    }
    send(new LiveFrame.Snapshot(sequence, Instant.now(), FamilyCodec.encodeAll(families.build())));
    return INTERVAL;
  }

  private CounterSnapshot counters(int block) {
    CounterSnapshot.Builder family =
        CounterSnapshot.builder().name("pretend_requests_" + block + "_total").help("Requests.");
    for (int i = 0; i < 20; i++) {
      family.dataPoint(
          CounterDataPointSnapshot.builder()
              .labels(labels(i))
              .value(sequence * (i + 0.25))
              .build());
    }
    return family.build();
  }

  private GaugeSnapshot gauges(int block) {
    GaugeSnapshot.Builder family =
        GaugeSnapshot.builder().name("pretend_waiting_" + block).help("Waiting requests.");
    for (int i = 0; i < 10; i++) {
      family.dataPoint(
          GaugeDataPointSnapshot.builder()
              .labels(labels(i))
              .value((double) (sequence % 100) + i)
              .build());
    }
    return family.build();
  }

  private HistogramSnapshot histograms(int block) {
    HistogramSnapshot.Builder family =
        HistogramSnapshot.builder().name("pretend_took_" + block + "_seconds").help("Took.");
    Number[] counts =
        LongStream.range(0, BOUNDS.length).mapToObj(i -> sequence * i).toArray(Number[]::new);
    for (int i = 0; i < 5; i++) {
      family.dataPoint(
          HistogramDataPointSnapshot.builder()
              .labels(labels(i))
              .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, counts))
              .sum(sequence * 3.7)
              .build());
    }
    return family.build();
  }

  private static Labels labels(int i) {
    return Labels.of("handler", "handler-" + i % 5, "status", "status-" + i / 5);
  }

  private void send(LiveFrame frame) throws IOException, LiveProtocolException {
    ByteBuffer rest = ByteBuffer.wrap(codec.encode(frame));
    while (rest.hasRemaining()) {
      int _ = channel.write(rest);
    }
  }

  @Override
  public void close() throws IOException {
    loop.close();
    channel.close();
  }
}
