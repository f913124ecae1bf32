package org.voice2text.bot.telemetry;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.voice2text.model.report.EnvelopePost;

/// Reports through the client that measures every outgoing call. Thread-safe.
public final class SentryPost implements EnvelopePost {
  /// How its calls are measured.
  public static final ApiCall CALL = new ApiCall("sentry", "envelope");

  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final OkHttpClient http;

  public SentryPost(OkHttpClient http) {
    this.http = http.newBuilder().callTimeout(DEADLINE).build();
  }

  @Override
  public Answer post(URI address, Map<String, String> headers, byte[] body) throws IOException {
    Request request =
        new Request.Builder()
            .url(address.toURL())
            .headers(Headers.of(headers))
            .post(RequestBody.create(body))
            .tag(ApiCall.class, CALL)
            .build();
    try (Response response = http.newCall(request).execute()) {
      return new Answer(
          response.code(), response.header("X-Sentry-Rate-Limits"), response.header("Retry-After"));
    }
  }
}
