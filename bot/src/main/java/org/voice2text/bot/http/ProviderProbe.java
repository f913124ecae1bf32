package org.voice2text.bot.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telemetry.ApiCall;

/// Asks the server of a speech or language provider for its list of models, which costs nothing, to
/// learn whether it is there and takes our key. Keeps the answer for a while. Thread-safe.
public final class ProviderProbe {
  /// The label `method` of such calls.
  public static final String METHOD = "models";

  private static final Duration DEADLINE = Duration.ofSeconds(9);
  private static final Duration KEEP_GOOD = Duration.ofSeconds(30);
  private static final Duration KEEP_BAD = Duration.ofSeconds(5);

  private final Request request;
  private final HttpCalls http;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Answer last;
  private Instant lastUntil = Instant.MIN;

  /// What is known about the server.
  ///
  /// @param message for the operator, without an address
  public record Answer(boolean usable, String message) {}

  /// @param base such as `https://api.openai.com/v1`
  /// @param key null for a server without one
  /// @param service the label of its calls
  public ProviderProbe(
      HttpUrl base, @Nullable String key, String service, OkHttpClient http, InstantSource clock) {
    Request.Builder builder =
        new Request.Builder()
            .url(base.newBuilder().addPathSegment("models").build())
            .tag(ApiCall.class, new ApiCall(service, METHOD));
    if (key != null) {
      builder.header("Authorization", "Bearer " + key);
    }
    this.request = builder.build();
    this.http = new HttpCalls(http);
    this.clock = clock;
  }

  /// Takes at most 9 s.
  public Answer ask() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Answer known = last;
      if (known != null && clock.instant().isBefore(lastUntil)) {
        return known;
      }
      Answer now = look();
      last = now;
      lastUntil = clock.instant().plus(now.usable() ? KEEP_GOOD : KEEP_BAD);
      return now;
    } finally {
      lock.unlock();
    }
  }

  private Answer look() throws InterruptedException {
    try {
      int status = http.send(request, DEADLINE).status();
      if (status == 401) {
        return new Answer(false, "refuses the key");
      }
      // Some have no list of models, and some keys may not see it: what answers is there.
      return status >= 500
          ? new Answer(false, "answers with " + status)
          : new Answer(true, "answers");
    } catch (IOException e) {
      return new Answer(false, "does not answer");
    }
  }
}
