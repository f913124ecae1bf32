package org.voice2text.sandbox.drill;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.voice2text.sandbox.stage.Stage;

/// Delivers updates to the bot's webhook as Telegram does over several connections: the next one
/// does not wait for the answer to the one before. Thread-safe.
final class WebhookCalls implements AutoCloseable {
  static final String SECRET = "a-secret_of-the-webhook";
  private static final long FIRST_UPDATE = 900_000_000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicLong updates = new AtomicLong(FIRST_UPDATE);
  private final URI webhook;
  private final People.Habit calls;

  WebhookCalls(DrillStage stage, Duration every) {
    webhook = stage.health().resolve("/telegram/" + Stage.BOT_ID);
    calls = stage.people.keep(every, this::call);
  }

  private void call() {
    HttpRequest request =
        HttpRequest.newBuilder(webhook)
            .header("X-Telegram-Bot-Api-Secret-Token", SECRET)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"update_id\": %d}".formatted(updates.incrementAndGet())))
            .build();
    CompletableFuture<HttpResponse<Void>> _ =
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
  }

  @Override
  public void close() {
    calls.close();
    client.shutdownNow();
  }
}
