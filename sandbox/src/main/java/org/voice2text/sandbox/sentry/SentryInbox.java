package org.voice2text.sandbox.sentry;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.voice2text.sandbox.record.Json;

/// A Sentry server that only receives; the last 200 envelopes are kept. Thread-safe.
public final class SentryInbox {
  private static final int KEPT = 200;
  private static final int LARGEST = 20 << 20;

  private final InstantSource clock;
  private final Deque<Envelope> envelopes = new ArrayDeque<>();
  private final List<Consumer<Envelope>> listeners = new CopyOnWriteArrayList<>();

  public SentryInbox(InstantSource clock) {
    this.clock = clock;
  }

  public void register(RoutesConfig routes) {
    routes.post("/sentry/api/{project}/envelope/", this::receive);
    routes.post("/sentry/api/{project}/envelope", this::receive);
  }

  /// The listener runs on the thread of the request and must not block.
  public void onArrival(Consumer<Envelope> listener) {
    listeners.add(listener);
  }

  /// Oldest first.
  public synchronized List<Envelope> envelopes() {
    return List.copyOf(envelopes);
  }

  /// The bodies of all items of a type, such as `event`.
  public List<String> bodies(String type) {
    return envelopes().stream()
        .flatMap(envelope -> envelope.items().stream())
        .filter(item -> type.equals(item.header().path("type").asText()))
        .map(Envelope.Item::body)
        .toList();
  }

  private void receive(Context ctx) throws IOException {
    byte[] body = ctx.bodyAsBytes();
    Envelope envelope;
    try {
      byte[] plain = "gzip".equals(ctx.header("Content-Encoding")) ? unzip(body) : body;
      envelope = EnvelopeParser.parse(ctx.pathParam("project"), plain, clock.instant());
    } catch (IOException e) {
      ctx.status(400)
          .contentType("application/json")
          .result(Json.bytes(Json.object().put("detail", "bad envelope: " + e.getMessage())));
      return;
    }
    add(envelope);
    listeners.forEach(listener -> listener.accept(envelope));
    String id = envelope.header().path("event_id").asText(UUID.randomUUID().toString());
    ctx.contentType("application/json").result(Json.bytes(Json.object().put("id", id)));
  }

  private static byte[] unzip(byte[] body) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readNBytes(LARGEST);
    }
  }

  private synchronized void add(Envelope envelope) {
    envelopes.addLast(envelope);
    if (envelopes.size() > KEPT) {
      envelopes.removeFirst();
    }
  }
}
