package org.voice2text.bot.telemetry;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.live.FamilyCodec;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.live.LiveBounds;
import org.voice2text.model.live.LiveFrame;
import org.voice2text.model.live.LiveFrameCodec;
import org.voice2text.model.live.LiveProtocolException;
import org.voice2text.model.runtime.Loop;

/// Pushes the live metrics to the exporter, on a thread of its own, so that an exporter that is
/// absent, stopped or slow costs the bot nothing. What no exporter takes is kept in a file until
/// one does. Thread-safe.
public final class LivePusher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LivePusher.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final LiveAddress address;
  private final LiveFrame.Hello hello;
  private final PrometheusRegistry registry;
  private final Instruments instruments;
  private final InstantSource clock;
  private final LiveFrameCodec codec = new LiveFrameCodec(LiveBounds.DEFAULT);
  private final LiveSpool spool;
  private final Loop loop;

  private @Nullable LiveConnection connection;
  private volatile boolean connected;
  private Instant nextTry = Instant.MIN;
  private Duration pause = FIRST_PAUSE;
  private long sequence;
  private boolean spooled;

  private LivePusher(
      LiveAddress address,
      LiveFrame.Hello hello,
      Instruments instruments,
      LiveSpool spool,
      InstantSource clock) {
    this.address = address;
    this.hello = hello;
    this.registry = instruments.registry();
    this.instruments = instruments;
    this.spool = spool;
    this.clock = clock;
    this.loop = Loop.start("live-push", hello.pushInterval(), _ -> {}, this::turn);
  }

  /// @param spoolFolder where frames are kept that no exporter takes
  public static LivePusher start(
      LiveAddress address,
      LiveFrame.Hello hello,
      Instruments instruments,
      Path spoolFolder,
      InstantSource clock)
      throws IOException {
    return new LivePusher(
        address, hello, instruments, LiveSpool.open(spoolFolder, hello.sessionId()), clock);
  }

  /// Whether an exporter takes the frames.
  public boolean isConnected() {
    return connected;
  }

  private Duration turn() throws IOException, LiveProtocolException {
    try {
      push();
    } catch (LiveProtocolException | RuntimeException e) {
      // A metric that cannot be read, or more of them than an exporter takes.
      instruments.increment(LiveMetrics.LIVE_PUSH_FAILURES, "encode");
      throw e;
    }
    return hello.pushInterval();
  }

  private void push() throws IOException, LiveProtocolException {
    if (connection == null && !clock.instant().isBefore(nextTry)) {
      connect();
    }
    byte[] frame = snapshot();
    LiveConnection open = connection;
    if (open == null) {
      keep(frame);
      return;
    }
    try {
      open.write(frame, WRITE_TIMEOUT);
      if (spooled) {
        spool.drop();
        spooled = false;
      }
    } catch (IOException e) {
      failed(e instanceof InterruptedIOException ? "timeout" : "write", e);
      keep(frame);
    }
  }

  private byte[] snapshot() throws LiveProtocolException {
    return codec.encode(
        new LiveFrame.Snapshot(
            ++sequence, clock.instant(), FamilyCodec.encodeAll(registry.scrape())));
  }

  private void keep(byte[] snapshot) throws IOException, LiveProtocolException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.writeBytes(codec.encode(hello));
    frames.writeBytes(snapshot);
    spool.keep(frames.toByteArray());
    spooled = true;
  }

  private void connect() throws LiveProtocolException {
    try {
      deliverOrphans();
      LiveConnection opened = LiveConnection.open(address, CONNECT_TIMEOUT);
      connection = opened;
      opened.write(codec.encode(hello), WRITE_TIMEOUT);
      log.info("The exporter takes the live metrics");
      connected = true;
      pause = FIRST_PAUSE;
    } catch (IOException e) {
      failed("connect", e);
    }
  }

  /// What cannot be delivered now is tried with the next connection, and must not stand in the way
  /// of our own frames.
  private void deliverOrphans() throws LiveProtocolException {
    try {
      for (Path orphan : spool.orphans()) {
        deliver(orphan);
      }
    } catch (IOException e) {
      log.debug("What an earlier process had left for the exporter was not delivered", e);
    }
  }

  /// Delivers what a process that is gone could not: its last state, as that of a session that has
  /// ended.
  private void deliver(Path orphan) throws IOException, LiveProtocolException {
    byte[] frames = Files.readAllBytes(orphan);
    try (LiveConnection once = LiveConnection.open(address, CONNECT_TIMEOUT)) {
      once.write(frames, WRITE_TIMEOUT);
      once.write(codec.encode(new LiveFrame.Goodbye(Long.MAX_VALUE)), WRITE_TIMEOUT);
      if (once.awaitClose(CONFIRM_TIMEOUT)) {
        LiveSpool.remove(orphan);
        log.info("The exporter took what an earlier process had left for it");
      }
    }
  }

  private void failed(String reason, IOException cause) {
    instruments.increment(LiveMetrics.LIVE_PUSH_FAILURES, reason);
    if (connected) {
      log.warn(
          "The exporter does not take the live metrics ({}); they are kept until it does",
          cause.getMessage());
    }
    connected = false;
    disconnect();
    long jitter = ThreadLocalRandom.current().nextLong(pause.toMillis() / 2 + 1);
    nextTry = clock.instant().plus(pause).plusMillis(jitter);
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
  }

  private void disconnect() {
    LiveConnection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        log.debug("Closing the live socket failed", e);
      }
    }
  }

  /// Pushes the last state and says goodbye. If no exporter confirms it, the state stays in the
  /// spool.
  @Override
  public void close() {
    loop.stop(WRITE_TIMEOUT.plus(CONNECT_TIMEOUT));
    try (spool) {
      if (connection == null) {
        connect();
      }
      byte[] last = snapshot();
      byte[] goodbye = codec.encode(new LiveFrame.Goodbye(++sequence));
      keep(last);
      LiveConnection open = connection;
      if (open == null) {
        return;
      }
      open.write(last, WRITE_TIMEOUT);
      open.write(goodbye, WRITE_TIMEOUT);
      if (open.awaitClose(CONFIRM_TIMEOUT)) {
        spool.drop();
      }
    } catch (IOException | LiveProtocolException | RuntimeException e) {
      log.warn("The exporter did not take the last metrics; the next start delivers them", e);
    } finally {
      disconnect();
    }
  }
}
