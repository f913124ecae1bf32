package org.voice2text.sandbox.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.sse.SseClient;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// Tells all open pages what happens. A page that cannot keep up is cut off; it comes back and
/// reads everything anew. Thread-safe; `send` never blocks.
final class Broadcast implements AutoCloseable {
  private static final int WAITING = 2_000;
  private static final int HEARTBEAT_SECONDS = 10;

  private final List<Page> pages = new CopyOnWriteArrayList<>();

  void add(SseClient client) {
    Page page = new Page(client, new ArrayBlockingQueue<>(WAITING));
    client.keepAlive();
    client.onClose(() -> pages.remove(page));
    pages.add(page);
    Thread.ofVirtual().name("sandbox-page").start(() -> feed(page));
  }

  /// @param data asked for only while a page is open
  void send(String event, Supplier<JsonNode> data) {
    if (pages.isEmpty()) {
      return;
    }
    Line line = new Line(event, Json.text(data.get()));
    pages.removeIf(page -> !page.lines().offer(line));
  }

  private void feed(Page page) {
    try (SseClient client = page.client()) {
      client.sendEvent("hello", "{}");
      while (pages.contains(page) && !client.terminated()) {
        @Nullable Line line = page.lines().poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
          client.sendComment("still here");
        } else {
          client.sendEvent(line.event(), line.data());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      pages.remove(page);
    }
  }

  @Override
  public void close() {
    List<Page> open = List.copyOf(pages);
    pages.clear();
    open.forEach(page -> page.lines().clear());
    for (Page page : open) {
      boolean _ = page.lines().offer(new Line("bye", "{}"));
    }
  }

  private record Line(String event, String data) {}

  private record Page(SseClient client, BlockingQueue<Line> lines) {}
}
