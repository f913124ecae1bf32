package org.voice2text.exporter.live;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.live.LiveBounds;
import org.voice2text.model.live.LiveFrame;
import org.voice2text.model.live.LiveProtocolException;
import org.voice2text.model.live.LiveRejection;
import org.voice2text.model.runtime.Loop;

/// Takes in what bots push, and says what is to be served of it. Thread-safe.
public final class LiveReceiver implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveReceiver.class);
  private static final int MAX_CONNECTIONS = 32;

  /// Measured: with this much, a heap of 96 MB full of histograms still takes frames, checkpoints
  /// and scrapes side by side.
  private static final long HEAP_BYTES_A_SERIES = 12 << 10;

  private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);
  private static final Duration KEEP_INTERVAL = Duration.ofSeconds(5);
  private static final Duration TIDY_INTERVAL = Duration.ofMinutes(10);

  private final LiveAddress address;
  private final ServerSocketChannel server;
  private final LiveBounds bounds = boundsFor(Runtime.getRuntime().maxMemory());
  private final LiveStats stats = new LiveStats();
  private final DurableLedger ledger;
  private final Set<LiveConnection> connections = ConcurrentHashMap.newKeySet();
  private final Map<String, LiveConnection> bySession = new ConcurrentHashMap<>();
  private final List<Loop> loops = new CopyOnWriteArrayList<>();

  private LiveReceiver(
      LiveAddress address,
      ServerSocketChannel server,
      Path checkpoint,
      Set<String> additiveGauges,
      InstantSource clock) {
    this.address = address;
    this.server = server;
    this.ledger =
        new DurableLedger(
            new CheckpointFile(checkpoint), additiveGauges, 2 * bounds.series(), clock, stats);
  }

  /// As many series as the heap can hold several times over, with histograms among them: what is
  /// received, kept, merged and written down.
  static LiveBounds boundsFor(long heapBytes) {
    LiveBounds most = LiveBounds.DEFAULT;
    int series = Math.clamp(heapBytes / HEAP_BYTES_A_SERIES, 1_000, most.series());
    return new LiveBounds(
        most.frameBytes(), most.families(), series, most.textChars(), most.labels());
  }

  /// Listens, and takes up what a former process kept.
  ///
  /// @param checkpoint the file that keeps the counters across restarts of the exporter
  /// @param additiveGauges names of gauges that add up over bots; of others the youngest bot's
  ///   value is served
  /// @throws org.voice2text.model.config.StartupException if the address cannot be opened
  public static LiveReceiver start(
      LiveAddress address, Path checkpoint, Set<String> additiveGauges, InstantSource clock) {
    // First the socket: it tells whether another exporter owns the checkpoint.
    ServerSocketChannel server = address.listen();
    LiveReceiver receiver = new LiveReceiver(address, server, checkpoint, additiveGauges, clock);
    receiver.startLoops();
    return receiver;
  }

  private void startLoops() {
    loops.add(loop("live-accept", this::accept));
    loops.add(loop("live-watch", this::dropOverdue));
    loops.add(loop("live-checkpoint", this::keep));
    loops.add(loop("live-tidy", this::tidy));
  }

  private static Loop loop(String name, Loop.Step step) {
    return Loop.start(name, Duration.ofSeconds(1), _ -> {}, step);
  }

  private Duration accept() throws IOException, InterruptedException {
    SocketChannel channel;
    try {
      channel = server.accept();
    } catch (ClosedChannelException e) {
      // Closing the server is how this loop is stopped.
      throw (InterruptedException) new InterruptedException("closed").initCause(e);
    }
    LiveConnection connection = new LiveConnection(channel, bounds, this, stats);
    if (connections.size() >= MAX_CONNECTIONS) {
      stats.rejected(
          LiveRejection.TOO_MANY_CONNECTIONS,
          "there are already %d connections".formatted(MAX_CONNECTIONS));
      connection.close();
    } else {
      connections.add(connection);
      Thread.ofVirtual().name("live-connection").start(connection);
    }
    return Duration.ZERO;
  }

  private Duration dropOverdue() {
    long now = System.nanoTime();
    connections.stream().filter(c -> c.isOverdue(now)).forEach(LiveConnection::close);
    return WATCH_INTERVAL;
  }

  private Duration keep() {
    ledger.keep();
    return KEEP_INTERVAL;
  }

  private Duration tidy() {
    ledger.tidy();
    return TIDY_INTERVAL;
  }

  void hello(LiveFrame.Hello hello, LiveConnection connection) throws LiveProtocolException {
    ledger.hello(hello);
    LiveConnection former = bySession.put(hello.sessionId(), connection);
    if (former != null && former != connection) {
      former.close();
    }
  }

  void snapshot(String sessionId, long sequence, List<MetricSnapshot> families)
      throws LiveProtocolException {
    ledger.apply(sessionId, sequence, families);
  }

  void goodbye(String sessionId, long sequence) throws LiveProtocolException {
    // The bot takes the end of the connection, which follows, as a confirmation.
    ledger.goodbye(sessionId, sequence);
  }

  void ended(LiveConnection connection) {
    connections.remove(connection);
    bySession.values().remove(connection);
  }

  /// What is to be served now. It is in the checkpoint before this returns.
  public List<MetricSnapshot> collect() {
    return ledger.collect();
  }

  public LiveStats stats() {
    return stats;
  }

  /// The state of the senders now.
  public LiveState state() {
    return ledger.state();
  }

  /// What the youngest bot that pushes tells of its process.
  public Optional<BotProcess> youngestProcess() {
    return ledger.youngestProcess();
  }

  /// What is served of a gauge without labels; empty while no bot pushes it. Unlike {@link
  /// #collect} it writes no checkpoint, which a gauge does not need.
  public OptionalDouble gauge(String name) {
    return ledger.gauge(name);
  }

  /// The labels of the first series of a family, as the youngest bot that pushes has them.
  public Map<String, String> labels(String name) {
    return ledger.labels(name);
  }

  public boolean isListening() {
    return server.isOpen();
  }

  /// The port, when the address is a TCP one that left it open.
  public LiveAddress address() {
    try {
      return address instanceof LiveAddress.Tcp tcp
              && server.getLocalAddress() instanceof InetSocketAddress bound
          ? new LiveAddress.Tcp(tcp.host(), bound.getPort())
          : address;
    } catch (IOException _) {
      return address;
    }
  }

  @Override
  public void close() {
    try {
      address.stopListening(server);
    } catch (IOException e) {
      log.warn("The live socket {} could not be removed", address, e);
    }
    // A turn under way ends first: an interrupt would break off the writing of the checkpoint.
    loops.forEach(loop -> loop.stop(Duration.ofSeconds(1)));
    connections.forEach(LiveConnection::close);
    ledger.sync();
  }
}
