package org.voice2text.model.report;

import io.sentry.Hint;
import io.sentry.RequestDetails;
import io.sentry.SentryEnvelope;
import io.sentry.SentryOptions;
import io.sentry.transport.ITransport;
import io.sentry.transport.RateLimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is reported, one after the other, on a thread of its own. A server that is slow,
/// silent or gone costs nobody anything but the reports: what does not fit into the queue is
/// dropped, nothing is tried twice, and the end waits for a moment only. Thread-safe.
final class EnvelopeQueue implements ITransport {
  private static final Logger log = LoggerFactory.getLogger(EnvelopeQueue.class);
  private static final int CAPACITY = 100;

  private final SentryOptions options;
  private final RequestDetails request;
  private final EnvelopePost post;
  private final RateLimiter limits;
  private final Thread thread;

  private final Queue<SentryEnvelope> waiting = new ArrayDeque<>();
  private boolean sending;
  private boolean closed;
  private boolean failing;

  EnvelopeQueue(SentryOptions options, RequestDetails request, EnvelopePost post) {
    this.options = options;
    this.request = request;
    this.post = post;
    this.limits = new RateLimiter(options);
    this.thread = Thread.ofVirtual().name("error-reports").start(this::run);
  }

  @Override
  public void send(SentryEnvelope envelope, Hint hint) {
    synchronized (this) {
      if (!closed && waiting.size() < CAPACITY) {
        waiting.add(envelope);
        notifyAll();
      }
    }
  }

  private void run() {
    try {
      while (true) {
        // Only now: the answer to the one before may have been to stop.
        @Nullable SentryEnvelope allowed = limits.filter(next(), new Hint());
        if (allowed != null) {
          tell(problem(allowed));
        }
        sent();
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  private synchronized SentryEnvelope next() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    sending = true;
    return waiting.remove();
  }

  private synchronized void sent() {
    sending = false;
    notifyAll();
  }

  /// Sends.
  ///
  /// @return why the server did not take it; null if it did. Without an address.
  private @Nullable String problem(SentryEnvelope envelope) {
    try {
      EnvelopePost.Answer answer = post.post(address(), headers(), bytes(envelope));
      limits.updateRetryAfterLimits(answer.rateLimits(), answer.retryAfter(), answer.status());
      return answer.status() == 200 || answer.status() == 429
          ? null
          : "it answers with " + answer.status();
    } catch (Exception e) {
      return e.getClass().getSimpleName();
    }
  }

  private URI address() {
    return URI.create(request.getUrl().toString());
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>(request.getHeaders());
    headers.put("Content-Type", "application/x-sentry-envelope");
    headers.put("Content-Encoding", "gzip");
    return headers;
  }

  private byte[] bytes(SentryEnvelope envelope) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      options.getSerializer().serialize(envelope, out);
    }
    return bytes.toByteArray();
  }

  /// Once for each change, and never as an error, which would be reported in turn.
  private void tell(@Nullable String problem) {
    synchronized (this) {
      if (closed || failing == (problem != null)) {
        return;
      }
      failing = problem != null;
    }
    if (problem == null) {
      log.info("Sentry takes reports again");
    } else {
      log.warn("Sentry does not take reports: {}. They are dropped until it does", problem);
    }
  }

  /// Waits until all is sent, unless the server does not answer anyway.
  @Override
  public synchronized void flush(long timeoutMillis) {
    long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
    try {
      while (!closed && !failing && (sending || !waiting.isEmpty())) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return;
        }
        wait(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public RateLimiter getRateLimiter() {
    return limits;
  }

  @Override
  public void close(boolean isRestarting) throws IOException {
    close();
  }

  /// Drops what is not sent.
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      waiting.clear();
      notifyAll();
    }
    thread.interrupt();
    limits.close();
  }
}
