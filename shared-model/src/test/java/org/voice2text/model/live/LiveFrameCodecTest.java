package org.voice2text.model.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveFrameCodecTest {
  private static final LiveFrame.Hello HELLO =
      LiveFrame.Hello.of("s-1", "bot", Instant.ofEpochMilli(1_000), Duration.ofMillis(250));

  private final LiveFrameCodec codec = new LiveFrameCodec(LiveBounds.DEFAULT);

  @Test
  void writesTheDocumentedBytes() throws Exception {
    assertThat(HexFormat.of().formatHex(codec.encode(HELLO)))
        .isEqualTo(
            "0000001f"
                + "01"
                + "00000001"
                + "0003732d31"
                + "0003626f74"
                + "00000000000003e8"
                + "00000000000000fa");
    assertThat(HexFormat.of().formatHex(codec.encode(new LiveFrame.Goodbye(7))))
        .isEqualTo("00000009" + "03" + "0000000000000007");
    assertThat(
            HexFormat.of()
                .formatHex(
                    codec.encode(
                        new LiveFrame.Snapshot(
                            6, Instant.ofEpochMilli(2_000), List.of(new byte[] {0x0a, 1, 'x'})))))
        .isEqualTo("00000015" + "02" + "0000000000000006" + "00000000000007d0" + "03" + "0a0178");
  }

  @Test
  void readsFramesOneAfterTheOther() throws Exception {
    LiveFrame.Snapshot snapshot =
        new LiveFrame.Snapshot(1, Instant.ofEpochMilli(5), List.of(new byte[300], new byte[0]));
    ByteArrayInputStream in =
        new ByteArrayInputStream(
            concat(
                codec.encode(HELLO),
                codec.encode(snapshot),
                codec.encode(new LiveFrame.Goodbye(2))));

    assertThat(codec.read(in)).contains(HELLO);
    LiveFrame.Snapshot back = (LiveFrame.Snapshot) codec.read(in).orElseThrow();
    assertThat(back.sequence()).isEqualTo(1);
    assertThat(back.families()).hasSize(2);
    assertThat(back.families().getFirst()).hasSize(300);
    assertThat(codec.read(in)).contains(new LiveFrame.Goodbye(2));
    assertThat(codec.read(in)).isEmpty();
  }

  @Test
  void saysWhenTheStreamEndsInsideAFrame() throws Exception {
    byte[] frame = codec.encode(HELLO);
    for (int length = 1; length < frame.length; length++) {
      ByteArrayInputStream in = new ByteArrayInputStream(Arrays.copyOf(frame, length));
      assertThatExceptionOfType(EOFException.class).isThrownBy(() -> codec.read(in));
    }
  }

  @Test
  void refusesAFrameOverTheBoundWithoutReadingIt() {
    byte[] head = ByteBuffer.allocate(4).putInt(LiveBounds.DEFAULT.frameBytes() + 1).array();

    assertThatExceptionOfType(LiveProtocolException.class)
        .isThrownBy(() -> codec.read(new ByteArrayInputStream(head)))
        .withMessage("A frame has 8388609 bytes; at most 8388608 are taken")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(LiveRejection.FRAME_TOO_LARGE));
  }

  @Test
  void doesNotSendWhatTheReceiverWouldRefuse() {
    LiveFrame.Snapshot snapshot =
        new LiveFrame.Snapshot(1, Instant.EPOCH, List.of(new byte[9 << 20]));

    assertThatExceptionOfType(LiveProtocolException.class)
        .isThrownBy(() -> codec.encode(snapshot))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(LiveRejection.FRAME_TOO_LARGE));
  }

  @Test
  void refusesAnotherVersionWhateverFollows() throws Exception {
    byte[] body = body(codec.encode(HELLO));
    body[4] = 2;

    assertThatExceptionOfType(LiveProtocolException.class)
        .isThrownBy(() -> codec.decode(Arrays.copyOf(body, 5)))
        .withMessage("A hello speaks protocol version 2; this is 1")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(LiveRejection.WRONG_VERSION));
  }

  @Test
  void refusesTooManyFamilies() throws Exception {
    LiveFrameCodec strict = new LiveFrameCodec(new LiveBounds(1000, 1, 1, 10, 1));
    byte[] body =
        body(
            codec.encode(
                new LiveFrame.Snapshot(1, Instant.EPOCH, List.of(new byte[] {1}, new byte[] {2}))));

    assertThatExceptionOfType(LiveProtocolException.class)
        .isThrownBy(() -> strict.decode(body))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(LiveRejection.TOO_MANY_FAMILIES));
  }

  @Test
  void refusesNamesAndTimesThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LiveFrame.Hello.of("a b", "bot", Instant.EPOCH, Duration.ofSeconds(1)))
        .withMessage("The session id must be 1 to 64 of A-Z a-z 0-9 . _ -");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LiveFrame.Hello.of("a", "bot", Instant.EPOCH, Duration.ZERO))
        .withMessage("The push interval must be 1 ms to 1 h");
    assertThatIllegalArgumentException().isThrownBy(() -> new LiveFrame.Goodbye(0));
  }

  /// Whatever arrives is either read whole or refused with the one exception that callers handle.
  @Test
  void throwsNothingElseForRandomBytes() throws Exception {
    Random random = new Random(42);
    FamilyCodec families = new FamilyCodec(LiveBounds.DEFAULT);
    byte[] valid = body(codec.encode(snapshot()));
    int read = 0;
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] body = i % 4 == 0 ? randomBytes(random) : mutate(valid, random);
      try {
        if (codec.decode(body) instanceof LiveFrame.Snapshot snapshot) {
          FamilyCodec.Decoded decoded = families.decodeAll(snapshot);
          assertThat(decoded.families().size() + decoded.refused().size())
              .isEqualTo(snapshot.families().size());
        }
        read++;
      } catch (LiveProtocolException e) {
        assertThat(e.getMessage()).isNotBlank();
        refused++;
      }
    }
    assertThat(read).isGreaterThan(1_000);
    assertThat(refused).isGreaterThan(1_000);
  }

  private static LiveFrame.Snapshot snapshot() {
    PrometheusRegistry registry = new PrometheusRegistry();
    Counter.builder().name("c_total").labelNames("a").register(registry).labelValues("x").inc(2);
    Histogram histogram = Histogram.builder().name("h").register(registry);
    histogram.observe(0.1);
    histogram.observe(-20);
    return new LiveFrame.Snapshot(
        1, Instant.ofEpochMilli(1), FamilyCodec.encodeAll(registry.scrape()));
  }

  private static byte[] randomBytes(Random random) {
    byte[] bytes = new byte[random.nextInt(64)];
    random.nextBytes(bytes);
    if (bytes.length > 0) {
      bytes[0] = (byte) random.nextInt(5);
    }
    return bytes;
  }

  private static byte[] mutate(byte[] valid, Random random) {
    byte[] bytes =
        random.nextInt(3) == 0
            ? Arrays.copyOf(valid, random.nextInt(valid.length + 5))
            : valid.clone();
    for (int k = random.nextInt(6); k >= 0 && bytes.length > 0; k--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static byte[] body(byte[] frame) {
    return Arrays.copyOfRange(frame, 4, frame.length);
  }

  private static byte[] concat(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    Arrays.stream(parts).forEach(all::put);
    return all.array();
  }
}
