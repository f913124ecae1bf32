package org.voice2text.bot.telemetry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.live.LiveBounds;
import org.voice2text.model.live.LiveFrame;
import org.voice2text.model.live.LiveFrameCodec;
import org.voice2text.model.live.LiveProtocolException;
import org.voice2text.model.runtime.Loop;

/// Pushes the live metrics to the exporter, on a thread of its own, so that an exporter that is
/// absent, stopped or slow costs the bot nothing. What no exporter takes is kept in a file until
/// one does. Every frame is the complete state, also when nothing has changed: it tells that the
/// bot lives. Thread-safe.
public final class LivePusher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LivePusher.class);
  private static final Deadlines DEADLINES =
      new Deadlines(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2));
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final LiveAddress address;
  private final LiveFrame.Hello hello;
  private final Instruments instruments;
  private final ProcessMetrics process;
  private final InstantSource clock;
  private final LiveFrameCodec codec = new LiveFrameCodec(LiveBounds.DEFAULT);
  private final LiveSpool spool;
  private final Deadlines deadlines;
  private final Loop loop;

  private @Nullable LiveConnection connection;
  private volatile boolean connected;
  private Instant nextTry = Instant.MIN;
  private Duration pause = FIRST_PAUSE;
  private long sequence;
  private @Nullable List<byte[]> spooled;

  /// How long an exporter may take.
  ///
  /// @param write for one frame
  /// @param confirm to close the connection after a goodbye
  record Deadlines(Duration connect, Duration write, Duration confirm) {}

  private LivePusher(
      LiveAddress address,
      LiveFrame.Hello hello,
      Instruments instruments,
      ProcessMetrics process,
      LiveSpool spool,
      InstantSource clock,
      Deadlines deadlines) {
    this.address = address;
    this.hello = hello;
    this.instruments = instruments;
    this.process = process;
    this.spool = spool;
    this.clock = clock;
    this.deadlines = deadlines;
    this.loop = Loop.start("live-push", hello.pushInterval(), _ -> {}, this::turn);
  }

  /// @param spoolFolder where frames are kept that no exporter takes
  public static LivePusher start(
      LiveAddress address,
      LiveFrame.Hello hello,
      Instruments instruments,
      ProcessMetrics process,
      Path spoolFolder,
      InstantSource clock)
      throws IOException {
    return start(address, hello, instruments, process, spoolFolder, clock, DEADLINES);
  }

  static LivePusher start(
      LiveAddress address,
      LiveFrame.Hello hello,
      Instruments instruments,
      ProcessMetrics process,
      Path spoolFolder,
      InstantSource clock,
      Deadlines deadlines)
      throws IOException {
    return new LivePusher(
        address,
        hello,
        instruments,
        process,
        LiveSpool.open(spoolFolder, hello.sessionId()),
        clock,
        deadlines);
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
    List<byte[]> state = state();
    LiveConnection open = connection;
    if (open == null) {
      keep(state);
      return;
    }
    try {
      open.write(frame(state), deadlines.write());
      if (spooled != null) {
        spool.drop();
        spooled = null;
      }
    } catch (IOException e) {
      failed(e instanceof InterruptedIOException ? "timeout" : "write", e);
      keep(state);
    }
  }

  private List<byte[]> state() {
    List<byte[]> state = instruments.encoded();
    state.addAll(process.encoded());
    return state;
  }

  private byte[] frame(List<byte[]> state) throws LiveProtocolException {
    return codec.encode(new LiveFrame.Snapshot(++sequence, clock.instant(), state));
  }

  private void keep(List<byte[]> state) throws IOException, LiveProtocolException {
    // Families that stay the same keep their arrays: this compares their identities.
    if (state.equals(spooled)) {
      return;
    }
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.writeBytes(codec.encode(hello));
    frames.writeBytes(frame(state));
    spool.keep(frames.toByteArray());
    spooled = state;
  }

  private void connect() throws LiveProtocolException {
    try {
      deliverOrphans();
      LiveConnection opened = LiveConnection.open(address, deadlines.connect());
      connection = opened;
      opened.write(codec.encode(hello), deadlines.write());
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
    try (LiveConnection once = LiveConnection.open(address, deadlines.connect())) {
      once.write(frames, deadlines.write());
      once.write(codec.encode(new LiveFrame.Goodbye(Long.MAX_VALUE)), deadlines.write());
      if (isConfirmed(once)) {
        LiveSpool.remove(orphan);
        log.info("The exporter took what an earlier process had left for it");
      }
    }
  }

  /// The exporter closes the connection when it has kept what a goodbye ended. So does its death,
  /// which closes its socket too: only one that is still there has kept it.
  private boolean isConfirmed(LiveConnection ended) {
    if (!ended.awaitClose(deadlines.confirm())) {
      return false;
    }
    try (LiveConnection _ = LiveConnection.open(address, deadlines.connect())) {
      return true;
    } catch (IOException _) {
      return false;
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
    loop.stop(deadlines.write().plus(deadlines.connect()));
    try (spool) {
      if (connection == null) {
        connect();
      }
      process.read();
      List<byte[]> last = state();
      keep(last);
      LiveConnection open = connection;
      if (open == null) {
        return;
      }
      open.write(frame(last), deadlines.write());
      open.write(codec.encode(new LiveFrame.Goodbye(++sequence)), deadlines.write());
      if (isConfirmed(open)) {
        spool.drop();
      }
    } catch (IOException | LiveProtocolException | RuntimeException e) {
      log.warn("The exporter did not take the last metrics; the next start delivers them", e);
    } finally {
      disconnect();
    }
  }
}
