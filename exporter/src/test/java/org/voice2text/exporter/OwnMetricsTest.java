package org.voice2text.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.exporter.http.ScrapeSource;
import org.voice2text.exporter.live.LiveReceiver;
import org.voice2text.exporter.live.TestBot;
import org.voice2text.model.live.LiveAddress;

/// What the exporter says of the bots that push to it.
@Timeout(30)
class OwnMetricsTest {
  @TempDir Path folder;
  private volatile Instant now = Instant.parse("2026-11-01T12:00:00Z");
  private LiveAddress address;
  private LiveReceiver receiver;

  @BeforeEach
  void start() {
    address = LiveAddress.parse(folder.resolve("live.sock").toString());
    receiver = LiveReceiver.start(address, folder.resolve("exporter.ledger"), Set.of(), () -> now);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void saysThatNobodyHasEverPushed() throws Exception {
    assertThat(metrics())
        .contains("\nbot_health 0.0\n", "\nbot_sessions 0.0\n", "\nbot_uptime_seconds 0.0\n")
        .contains("\nbot_last_push_timestamp_seconds 0.0\n", "\nexporter_live_series 0.0\n")
        .contains("\nexporter_live_frames_total 0.0\n")
        .contains("\nexporter_live_rejected_total{reason=\"malformed\"} 0.0\n");
  }

  @Test
  void followsABotFromItsFirstPushToItsEnd() throws Exception {
    Instant pushedAt = now;
    try (TestBot bot = new TestBot(address, "a", now.minusSeconds(90))) {
      bot.counter.inc(3);
      bot.push();
      awaitLine("bot_health 1.0");
      now = now.plusSeconds(5);
      assertThat(metrics())
          .contains("\nbot_sessions 1.0\n", "\nbot_uptime_seconds 95.0\n")
          .contains("\nbot_last_push_timestamp_seconds %s\n".formatted(seconds(pushedAt)))
          // A counter, a gauge and a histogram.
          .contains("\nexporter_live_series 3.0\n", "\nexporter_live_frames_total 1.0\n");
      bot.goodbye();
    }
    assertThat(metrics())
        .contains("\nbot_health 0.0\n", "\nbot_sessions 0.0\n", "\nbot_uptime_seconds 0.0\n")
        // When a bot was last heard of, here its goodbye, and what it counted stay.
        .contains("\nbot_last_push_timestamp_seconds %s\n".formatted(seconds(now)))
        .contains("\nexporter_live_series 2.0\n");
  }

  @Test
  void tellsTheAgeOfTheYoungestOfTwoBots() throws Exception {
    try (TestBot old = new TestBot(address, "old", now.minusSeconds(3_600));
        TestBot young = new TestBot(address, "young", now.minusSeconds(60))) {
      old.push();
      young.push();
      awaitLine("bot_sessions 2.0");
      assertThat(metrics()).contains("\nbot_uptime_seconds 60.0\n", "\nbot_health 1.0\n");
    }
  }

  @Test
  void countsWhatItRefusesByReason() throws Exception {
    try (TestBot bot = new TestBot(address, "a")) {
      bot.sendBytes(ByteBuffer.allocate(7).putInt(3).put(new byte[] {2, 0, 0}).array());
      awaitLine("exporter_live_rejected_total{reason=\"malformed\"} 1.0");
    }
    assertThat(metrics())
        .contains("\nexporter_live_rejected_total{reason=\"frame_too_large\"} 0.0\n")
        .contains("\nexporter_live_frames_total 0.0\n");
  }

  @Test
  void namesItsBuildAndItsJvm() throws Exception {
    assertThat(text(OwnMetrics.jvm()))
        .contains(
            "\nvoice2text_exporter_build_info{java=\"%s\",version=\"unknown\"} 1\n"
                .formatted(Runtime.version()))
        .contains("\njvm_threads_current{process=\"exporter\"} ")
        // Asking for it would start the management server.
        .doesNotContain("jvm_native_memory");
  }

  private void awaitLine(String line) {
    await().until(() -> metrics().contains("\n" + line + "\n"));
  }

  private String metrics() throws Exception {
    return text(new OwnMetrics(receiver, () -> now).source());
  }

  private static String text(ScrapeSource source) throws Exception {
    return PrometheusTextFormatWriter.create()
        .toDebugString(new MetricSnapshots(source.reader().read().families()));
  }

  /// As the text format writes a time.
  private static String seconds(Instant at) {
    return Double.toString(at.toEpochMilli() / 1e3);
  }
}
