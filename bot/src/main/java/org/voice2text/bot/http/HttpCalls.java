package org.voice2text.bot.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;

/// Makes HTTP calls that an interrupt of the caller cancels at once, and reads bounded answers.
/// Thread-safe.
public final class HttpCalls {
  /// More than the longest transcript with its segments, or the longest text of a language model.
  private static final long LONGEST_ANSWER = 32L << 20;

  private final OkHttpClient client;

  public HttpCalls(OkHttpClient client) {
    this.client = client;
  }

  /// @throws java.io.InterruptedIOException if the deadline has passed
  public HttpAnswer send(Request request, Duration deadline)
      throws IOException, InterruptedException {
    // A recogniser or a language model is silent while it works: only the deadline of the whole
    // call counts.
    Call call =
        client
            .newBuilder()
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .callTimeout(deadline)
            .build()
            .newCall(request);
    FutureTask<HttpAnswer> task = new FutureTask<>(() -> execute(call));
    Thread.ofVirtual().name("http call").start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("An HTTP call failed unexpectedly", e.getCause());
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    }
  }

  private static HttpAnswer execute(Call call) throws IOException {
    try (Response response = call.execute()) {
      BufferedSource source = response.body().source();
      if (source.request(LONGEST_ANSWER + 1)) {
        throw new IOException("The answer has more than %d bytes".formatted(LONGEST_ANSWER));
      }
      return new HttpAnswer(response.code(), source.readUtf8(), response.header("Retry-After"));
    }
  }
}
