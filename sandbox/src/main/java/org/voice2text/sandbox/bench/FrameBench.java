package org.voice2text.sandbox.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.sandbox.stage.AppProcess;
import org.voice2text.sandbox.stage.ProcFs;
import org.voice2text.sandbox.stage.Stage;

/// Measures whether the exporter's memory grows with the frames that it takes.
final class FrameBench {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FRAMES = 1_000_000;

  private FrameBench() {}

  static Figure run(BenchPlace place) throws Exception {
    Stage stage = place.stage("frames");
    try (AppProcess exporter = stage.exporter()) {
      URI metrics = URI.create(exporter.awaitLine("Exporter:", PATIENCE));
      Path socket = stage.data().resolve("live.sock");
      FrameFlood flood = new FrameFlood(LiveAddress.parse(socket.toString()));
      // What a process that has just started takes for itself is no leak.
      flood.push(FRAMES / 5);
      long before = memory(exporter, metrics);
      long start = System.nanoTime();
      flood.push(FRAMES);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      double grown = (memory(exporter, metrics) - before) / 1024.0;
      return new Figure(
          "exporter: memory added by 1 million frames",
          String.format(Locale.ROOT, "%.1f MB", grown),
          "2 MB",
          "resident, after a fifth as many; small frames in %d sessions, %,d a second"
              .formatted(
                  FRAMES / FrameFlood.FRAMES_OF_A_SESSION, FRAMES * 1_000L / took.toMillis()));
    }
  }

  /// A scrape has to wait for the frames before it.
  private static long memory(AppProcess exporter, URI metrics) throws Exception {
    try (var in = metrics.toURL().openStream()) {
      byte[] _ = in.readAllBytes();
    }
    return ProcFs.residentKilobytes(exporter.pid());
  }
}
