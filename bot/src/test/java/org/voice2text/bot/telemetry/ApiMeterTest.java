package org.voice2text.bot.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voice2text.model.catalogue.LiveMetrics;

@Timeout(60)
class ApiMeterTest {
  private static final ApiCall CALL = new ApiCall("telegram", "sendMessage");

  private final MockWebServer server = new MockWebServer();
  private final Instruments instruments = new Instruments();
  private final OkHttpClient http =
      new OkHttpClient.Builder()
          .addInterceptor(new ApiMeter(instruments))
          .retryOnConnectionFailure(false)
          .callTimeout(Duration.ofSeconds(2))
          .build();

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
    instruments.allow(List.of("service"), List.of(List.of("telegram")));
    instruments.allow(List.of("method"), List.of(List.of("sendMessage")));
    instruments.allow(List.of("service", "method"), List.of(List.of("telegram", "sendMessage")));
  }

  @AfterEach
  void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    server.close();
  }

  @Test
  void measuresACallThatSucceedsWithoutAnError() throws IOException {
    server.enqueue(new MockResponse.Builder().body("fine").build());
    assertThat(call(CALL)).isEqualTo("fine");
    assertThat(Series.moved(instruments, LiveMetrics.API_REQUEST_DURATION))
        .isEqualTo(Map.of("{method=\"sendMessage\",service=\"telegram\"}", 1.0));
    assertThat(Series.moved(instruments, LiveMetrics.API_ERRORS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400,client_error",
    "401,unauthorized",
    "403,unauthorized",
    "404,client_error",
    "429,rate_limited",
    "500,server_error",
    "502,server_error"
  })
  void countsAnswersThatAreErrors(int code, String type) throws IOException {
    server.enqueue(new MockResponse.Builder().code(code).body("x").build());
    assertThat(call(CALL)).isEqualTo("x");
    assertThat(Series.moved(instruments, LiveMetrics.API_ERRORS))
        .isEqualTo(Map.of("{error_type=\"%s\",service=\"telegram\"}".formatted(type), 1.0));
  }

  @Test
  void countsACutConnection() {
    server.enqueue(
        new MockResponse.Builder()
            .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
            .build());
    assertThatIOException().isThrownBy(() -> call(CALL));
    assertThat(Series.moved(instruments, LiveMetrics.API_ERRORS))
        .isEqualTo(Map.of("{error_type=\"io\",service=\"telegram\"}", 1.0));
    assertThat(Series.moved(instruments, LiveMetrics.API_REQUEST_DURATION)).hasSize(1);
  }

  @Test
  void countsAServerThatDoesNotAnswer() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    assertThatIOException().isThrownBy(() -> call(CALL));
    assertThat(Series.moved(instruments, LiveMetrics.API_ERRORS))
        .isEqualTo(Map.of("{error_type=\"timeout\",service=\"telegram\"}", 1.0));
  }

  @Test
  void countsAnAnswerThatBreaksOffOnce() {
    server.enqueue(
        new MockResponse.Builder()
            .body("x".repeat(100_000))
            .onResponseBody(new SocketEffect.CloseSocket(true, true, true))
            .build());
    assertThatIOException().isThrownBy(() -> call(CALL));
    assertThat(Series.moved(instruments, LiveMetrics.API_ERRORS))
        .isEqualTo(Map.of("{error_type=\"io\",service=\"telegram\"}", 1.0));
    assertThat(Series.moved(instruments, LiveMetrics.API_REQUEST_DURATION)).hasSize(1);
  }

  @Test
  void countsAnAnswerThatStops() {
    server.enqueue(
        new MockResponse.Builder()
            .body("x".repeat(100_000))
            .onResponseBody(SocketEffect.Stall.INSTANCE)
            .build());
    assertThatIOException().isThrownBy(() -> call(CALL));
    assertThat(Series.moved(instruments, LiveMetrics.API_ERRORS))
        .isEqualTo(Map.of("{error_type=\"timeout\",service=\"telegram\"}", 1.0));
  }

  @Test
  void aCallThatWeGiveUpIsNoError() throws Exception {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    Call call = http.newCall(request(CALL));
    Thread canceller =
        Thread.ofVirtual()
            .start(() -> {
              await().until(() -> server.getRequestCount() == 1);
              call.cancel();
            });
    assertThatIOException().isThrownBy(call::execute);
    canceller.join();
    assertThat(Series.moved(instruments, LiveMetrics.API_ERRORS)).isEmpty();
    assertThat(Series.moved(instruments, LiveMetrics.API_REQUEST_DURATION)).hasSize(1);
  }

  @Test
  void readsFromTheBodyHowLongToWaitAndLeavesTheBodyToTheCaller() throws IOException {
    String body = "{\"ok\":false,\"parameters\":{\"retry_after\" : 13938}}";
    server.enqueue(new MockResponse.Builder().code(429).body(body).build());
    assertThat(call(CALL)).isEqualTo(body);
    assertThat(Series.moved(instruments, LiveMetrics.TELEGRAM_RATE_LIMITED))
        .isEqualTo(Map.of("{method=\"sendMessage\"}", 1.0));
    assertThat(Series.moved(instruments, LiveMetrics.TELEGRAM_RETRY_AFTER))
        .isEqualTo(Map.of("{method=\"sendMessage\"}", 13_938.0));
  }

  @Test
  void anotherServicesLimitIsNotTelegrams() throws IOException {
    server.enqueue(new MockResponse.Builder().code(429).body("{\"retry_after\":5}").build());
    assertThat(call(new ApiCall("openai", "transcriptions"))).isNotEmpty();
    assertThat(Series.moved(instruments, LiveMetrics.TELEGRAM_RATE_LIMITED)).isEmpty();
  }

  @Test
  void aCallWithoutANameIsOther() throws IOException {
    server.enqueue(new MockResponse.Builder().body("fine").build());
    assertThat(call(null)).isEqualTo("fine");
    assertThat(Series.moved(instruments, LiveMetrics.API_REQUEST_DURATION))
        .isEqualTo(Map.of("{method=\"other\",service=\"other\"}", 1.0));
  }

  private String call(ApiCall tag) throws IOException {
    try (Response response = http.newCall(request(tag)).execute()) {
      return response.body().string();
    }
  }

  private Request request(ApiCall tag) {
    Request.Builder request = new Request.Builder().url(server.url("/bot123:secret/x"));
    if (tag != null) {
      request.tag(ApiCall.class, tag);
    }
    return request.build();
  }
}
