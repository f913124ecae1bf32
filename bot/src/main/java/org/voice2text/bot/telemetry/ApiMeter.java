package org.voice2text.bot.telemetry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.catalogue.MetricLabel;

/// Measures every outgoing call, by the tag that says what it is for, up to the headers of its
/// answer; an answer that breaks off is counted as well. A call that we gave up ourselves is no
/// error. Thread-safe.
public final class ApiMeter implements Interceptor {
  private static final ApiCall UNNAMED = new ApiCall(MetricLabel.OTHER, MetricLabel.OTHER);

  private static final Pattern RETRY_AFTER = Pattern.compile("\"retry_after\"\\s*:\\s*(\\d{1,9})");
  private static final int BODY_START = 4096;

  private final Instruments instruments;

  public ApiMeter(Instruments instruments) {
    this.instruments = instruments;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    ApiCall tag = chain.request().tag(ApiCall.class);
    ApiCall call = tag == null ? UNNAMED : tag;
    long start = System.nanoTime();
    try {
      Response response = chain.proceed(chain.request());
      @Nullable String error = error(response.code());
      if (error != null) {
        failed(call, error);
      }
      if (response.code() == 429 && call.service().equals("telegram")) {
        rateLimited(call, response);
      }
      return response
          .newBuilder()
          .body(new MeteredBody(response.body(), e -> broken(chain, start, call, e)))
          .build();
    } catch (IOException e) {
      broken(chain, start, call, e);
      throw e;
    } finally {
      instruments.observe(
          LiveMetrics.API_REQUEST_DURATION,
          Duration.ofNanos(System.nanoTime() - start),
          call.service(),
          call.method());
    }
  }

  private void broken(Chain chain, long start, ApiCall call, IOException e) {
    if (e instanceof InterruptedIOException || hasTimedOut(chain, start)) {
      failed(call, "timeout");
    } else if (!chain.call().isCanceled()) {
      failed(call, "io");
    }
  }

  /// OkHttp ends a call that takes too long like one that is cancelled, and says only to its caller
  /// that it was the time.
  private static boolean hasTimedOut(Chain chain, long start) {
    long limit = chain.call().timeout().timeoutNanos();
    // The call began a moment before it came here.
    long elapsed = System.nanoTime() - start + Duration.ofMillis(100).toNanos();
    return limit > 0 && chain.call().isCanceled() && elapsed >= limit;
  }

  private void failed(ApiCall call, String errorType) {
    instruments.increment(LiveMetrics.API_ERRORS, call.service(), errorType);
  }

  /// The Bot API says in the answer's body how long to wait.
  private void rateLimited(ApiCall call, Response response) throws IOException {
    instruments.increment(LiveMetrics.TELEGRAM_RATE_LIMITED, call.method());
    Matcher matcher = RETRY_AFTER.matcher(response.peekBody(BODY_START).string());
    if (matcher.find()) {
      instruments.add(
          LiveMetrics.TELEGRAM_RETRY_AFTER, Double.parseDouble(matcher.group(1)), call.method());
    }
  }

  private static @Nullable String error(int code) {
    if (code < 400) {
      return null;
    }
    return switch (code) {
      case 401, 403 -> "unauthorized";
      case 429 -> "rate_limited";
      default -> code < 500 ? "client_error" : "server_error";
    };
  }
}
