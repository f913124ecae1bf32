package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.record.Json;

/// Delivers a bot's updates to its address, one at a time and in order; an update that is not
/// accepted is repeated until it is. One virtual thread; `close` returns at once and the thread
/// ends after the delivery under way.
final class Webhook implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final URI url;
  private final @Nullable String secret;
  private final UpdateQueue queue;
  private final Runnable beforeDelivery;
  private final HttpClient client;
  private volatile boolean closed;
  private volatile @Nullable Failure lastFailure;

  record Failure(Instant time, String message) {}

  /// @param beforeDelivery called before each delivery, where faults may change the queue
  Webhook(URI url, @Nullable String secret, UpdateQueue queue, Runnable beforeDelivery) {
    this.url = url;
    this.secret = secret;
    this.queue = queue;
    this.beforeDelivery = beforeDelivery;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  void start() {
    Thread.ofVirtual().name("sandbox-webhook").start(this::run);
  }

  private void run() {
    try {
      Duration pause = FIRST_PAUSE;
      @Nullable ObjectNode update = queue.awaitFirst();
      while (update != null && !closed) {
        beforeDelivery.run();
        if (deliver(update)) {
          queue.confirmBelow(update.path("update_id").asLong() + 1);
          pause = FIRST_PAUSE;
        } else {
          Thread.sleep(pause);
          pause =
              pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                  ? pause.multipliedBy(2)
                  : LONGEST_PAUSE;
        }
        update = queue.awaitFirst();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      client.shutdownNow();
    }
  }

  private boolean deliver(ObjectNode update) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(update)));
    if (secret != null) {
      request.header("X-Telegram-Bot-Api-Secret-Token", secret);
    }
    try {
      int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) {
        return true;
      }
      lastFailure = failure("Wrong response from the webhook: " + status);
    } catch (IOException e) {
      lastFailure = failure("Connection failed: " + e.getClass().getSimpleName());
    }
    return false;
  }

  private static Failure failure(String message) {
    return new Failure(Instant.now(), message);
  }

  URI url() {
    return url;
  }

  Optional<Failure> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  @Override
  public void close() {
    closed = true;
  }
}
