package org.voice2text.exporter.dashboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.voice2text.model.runtime.Loop;

/// Tells open pages the summary whenever it changes, as server-sent events. Each page has the
/// thread of its request, and gets the latest state rather than every state: one that reads slowly
/// misses some, and one that does not read at all is cut off. Thread-safe.
final class EventStream implements AutoCloseable {
  private static final byte[] STILL_HERE = bytes("event: beat\ndata: {}\n\n");

  private final Supplier<String> summary;
  private final Limits limits;
  private final LongSupplier nanos;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Loop loop;
  private String latest = "";
  private volatile boolean closed;

  /// @param clients at a time; more are refused
  /// @param look how often the summary is looked at while somebody listens
  /// @param heartbeat after which silence a sign of life is sent
  /// @param writing how long a client may take for one event
  record Limits(int clients, Duration look, Duration heartbeat, Duration writing) {
    static final Limits DEFAULT =
        new Limits(16, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(10));
  }

  private static final class Client {
    private final Thread thread = Thread.currentThread();
    private volatile boolean writing;
    private volatile long since;
  }

  /// @param summary JSON in one line; it stays the same while nothing changes
  EventStream(Supplier<String> summary, Limits limits, LongSupplier nanos) {
    this.summary = summary;
    this.limits = limits;
    this.nanos = nanos;
    this.loop = Loop.start("dashboard-events", limits.look(), _ -> {}, this::look);
  }

  /// Feeds a page until it goes away or this is closed.
  ///
  /// @return false at once if there are too many already
  /// @throws IOException when the page is gone, or reads too slowly
  boolean serve(OutputStream out) throws IOException {
    Client client = new Client();
    clients.add(client);
    try {
      if (clients.size() > limits.clients()) {
        return false;
      }
      feed(client, out);
      return true;
    } catch (InterruptedException e) {
      throw new IOException("The page reads too slowly, or this ends", e);
    } finally {
      clients.remove(client);
    }
  }

  Limits limits() {
    return limits;
  }

  /// How many pages listen.
  int clients() {
    return clients.size();
  }

  private void feed(Client client, OutputStream out) throws IOException, InterruptedException {
    String sent = publish();
    write(client, out, event(sent));
    while (!closed) {
      String next = awaitOther(sent);
      write(client, out, next.equals(sent) ? STILL_HERE : event(next));
      sent = next;
    }
  }

  private void write(Client client, OutputStream out, byte[] text) throws IOException {
    client.since = nanos.getAsLong();
    client.writing = true;
    try {
      out.write(text);
      out.flush();
    } finally {
      client.writing = false;
    }
  }

  /// @return the same if nothing else comes for the length of a heartbeat
  private String awaitOther(String known) throws InterruptedException {
    lock.lock();
    try {
      long left = limits.heartbeat().toNanos();
      while (latest.equals(known) && left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
      return latest;
    } finally {
      lock.unlock();
    }
  }

  private String publish() {
    String now = summary.get();
    lock.lock();
    try {
      if (!now.equals(latest)) {
        latest = now;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    return now;
  }

  private Duration look() {
    if (!clients.isEmpty()) {
      long now = nanos.getAsLong();
      clients.stream()
          .filter(client -> client.writing && now - client.since > limits.writing().toNanos())
          .forEach(client -> client.thread.interrupt());
      String _ = publish();
    }
    return limits.look();
  }

  private static byte[] event(String data) {
    return bytes("event: summary\ndata: " + data + "\n\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    closed = true;
    loop.close();
    clients.forEach(client -> client.thread.interrupt());
  }
}
