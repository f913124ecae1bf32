package org.voice2text.exporter.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.live.LiveFrame;
import org.voice2text.model.live.LiveProtocolException;
import org.voice2text.model.live.LiveRejection;

@Timeout(30)
class LiveReceiverTest {
  @TempDir Path folder;
  private LiveAddress address;
  private LiveReceiver receiver;

  @BeforeEach
  void start() {
    address = LiveAddress.parse(folder.resolve("live.sock").toString());
    receiver =
        LiveReceiver.start(
            address, folder.resolve("exporter.ledger"), Set.of(), InstantSource.system());
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void servesWhatIsPushed() throws Exception {
    try (TestBot bot = new TestBot(address, "a")) {
      bot.counter.inc(3);
      bot.gauge.set(2);
      bot.histogram.observe(0.3);
      bot.push();

      await().until(() -> values().containsKey("bot_operations_total"));
      assertThat(values())
          .containsEntry("bot_operations_total", 3.0)
          .containsEntry("transcription_queue_size", 2.0)
          .containsEntry("took_seconds_count", 1.0);
      assertThat(receiver.state().pushing()).isEqualTo(1);
      assertThat(receiver.stats().frames()).isEqualTo(1);
    }
  }

  @Test
  void confirmsAGoodbyeWhenItIsKept() throws Exception {
    try (TestBot bot = new TestBot(address, "a")) {
      bot.counter.inc(3);
      bot.push();
      bot.goodbye();
    }

    // No waiting: the end of the connection is the promise.
    assertThat(values().get("bot_operations_total")).isEqualTo(3.0);
    assertThat(values()).doesNotContainKey("transcription_queue_size");
    receiver.close();
    start();
    assertThat(values().get("bot_operations_total")).isEqualTo(3.0);
  }

  @Test
  void countsOnAfterItsOwnRestart() throws Exception {
    try (TestBot bot = new TestBot(address, "a")) {
      bot.counter.inc(3);
      bot.push();
      await().until(() -> values().containsKey("bot_operations_total"));
      receiver.close();
      bot.awaitEnd();
      start();
      assertThat(values()).containsEntry("bot_operations_total", 3.0);

      bot.connect();
      bot.counter.inc();
      bot.push();
      await().until(() -> values().get("bot_operations_total") == 4.0);
    }
  }

  @Test
  void letsANewConnectionReplaceTheOldOne() throws Exception {
    try (TestBot old = new TestBot(address, "a")) {
      old.push();
      await().until(() -> receiver.stats().frames() == 1);
      try (TestBot _ = new TestBot(address, "a")) {
        old.awaitEnd();
      }
    }
  }

  @Test
  void endsAConnectionThatDoesNotSayHello() throws Exception {
    try (TestBot bot = new TestBot(address, "a")) {
      bot.send(LiveFrame.Hello.of("b", "bot", Instant.now(), Duration.ofSeconds(1)));
      bot.awaitEnd();
    }
    assertThat(receiver.stats().rejected(LiveRejection.UNEXPECTED_FRAME)).isEqualTo(1);
  }

  @Test
  void endsAConnectionWhoseFrameHasNoEnd() throws Exception {
    try (TestBot bot = new TestBot(address, "a")) {
      bot.sendBytes(ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array());
      bot.awaitEnd();
    }
    assertThat(receiver.stats().rejected(LiveRejection.FRAME_TOO_LARGE)).isEqualTo(1);
  }

  @Test
  void goesOnAfterAFrameThatMakesNoSense() throws Exception {
    try (TestBot bot = new TestBot(address, "a")) {
      bot.sendBytes(ByteBuffer.allocate(7).putInt(3).put(new byte[] {2, 0, 0}).array());
      bot.send(new LiveFrame.Snapshot(1, Instant.now(), List.of(new byte[] {1, 2, 3})));
      bot.push();
      bot.counter.inc(5);
      bot.push();

      await().until(() -> values().getOrDefault("bot_operations_total", 0.0) == 5.0);
    }
    assertThat(receiver.stats().rejected(LiveRejection.MALFORMED)).isEqualTo(2);
    assertThat(receiver.stats().rejected(LiveRejection.OUT_OF_ORDER)).isEqualTo(1);
  }

  @Test
  void refusesMoreConnectionsThanItCanHold() throws Exception {
    List<TestBot> bots = new ArrayList<>();
    try {
      for (int i = 0; i < 32; i++) {
        bots.add(new TestBot(address, "s" + i));
      }
      TestBot last = refusedBot();
      last.awaitEnd();
      assertThat(receiver.stats().rejected(LiveRejection.TOO_MANY_CONNECTIONS)).isEqualTo(1);
      bots.getFirst().close();
      await()
          .untilAsserted(() -> {
            try (TestBot bot = new TestBot(address, "again")) {
              long before = receiver.stats().frames();
              bot.push();
              await().atMost(Duration.ofSeconds(1)).until(() -> receiver.stats().frames() > before);
            }
          });
    } finally {
      for (TestBot bot : bots) {
        bot.close();
      }
    }
  }

  /// Its hello may find the connection closed already.
  private TestBot refusedBot() throws IOException, LiveProtocolException {
    return new TestBot(address, "one-too-many");
  }

  @Test
  void takesAsManySeriesAsTheHeapCanHold() {
    assertThat(LiveReceiver.boundsFor(96L << 20).series()).isEqualTo(8_192);
    assertThat(LiveReceiver.boundsFor(1L << 20).series()).isEqualTo(1_000);
    assertThat(LiveReceiver.boundsFor(Long.MAX_VALUE).series()).isEqualTo(50_000);
  }

  @Test
  void removesItsSocketFile() {
    receiver.close();
    assertThat(folder.resolve("live.sock")).doesNotExist();
  }

  private Map<String, Double> values() {
    return Served.values(receiver.collect());
  }
}
