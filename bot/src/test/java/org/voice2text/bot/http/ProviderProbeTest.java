package org.voice2text.bot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voice2text.bot.http.ProviderProbe.Answer;
import org.voice2text.bot.telemetry.ApiMeter;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.Series;
import org.voice2text.model.catalogue.LiveMetrics;

@Timeout(60)
class ProviderProbeTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-01T10:00:00Z"));
  private final Instruments instruments = new Instruments();
  private final OkHttpClient http =
      new OkHttpClient.Builder().addInterceptor(new ApiMeter(instruments)).build();
  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.start();
    instruments.allow(List.of("service", "method"), List.of(List.of("openai", "models")));
  }

  @AfterEach
  void stop() {
    http.connectionPool().evictAll();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "200, true, answers",
    "403, true, answers",
    "404, true, answers",
    "429, true, answers",
    "401, false, refuses the key",
    "500, false, answers with 500",
    "503, false, answers with 503"
  })
  void judgesByTheAnswer(int code, boolean usable, String message) throws Exception {
    answer(code);
    assertThat(probe("/v1").ask()).isEqualTo(new Answer(usable, message));
  }

  @Test
  void asksForTheListOfModels() throws Exception {
    answer(200);
    answer(200);
    assertThat(probe("/v1").ask().usable()).isTrue();
    assertThat(probe("/v1/").ask().usable()).isTrue();
    for (int i = 0; i < 2; i++) {
      RecordedRequest request = server.takeRequest();
      assertThat(request.getMethod() + " " + request.getTarget()).isEqualTo("GET /v1/models");
      assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer sk-key");
    }
    assertThat(Series.moved(instruments, LiveMetrics.API_REQUEST_DURATION))
        .containsEntry("{method=\"models\",service=\"openai\"}", 2.0);
  }

  @Test
  void saysThatNobodyAnswersWithoutTheAddress() throws Exception {
    server.close();
    assertThat(probe("/v1").ask()).isEqualTo(new Answer(false, "does not answer"));
  }

  @Test
  void keepsAGoodAnswerForHalfAMinuteAndABadOneForFiveSeconds() throws Exception {
    answer(500);
    answer(200);
    answer(500);
    ProviderProbe probe = probe("/v1");
    assertThat(probe.ask().usable()).isFalse();
    pass(Duration.ofMillis(4_999));
    assertThat(probe.ask().usable()).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(probe.ask().usable()).isTrue();
    pass(Duration.ofMillis(29_999));
    assertThat(probe.ask().usable()).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(probe.ask().usable()).isFalse();
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void anInterruptEndsTheQuestion() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> probe("/v1").ask());
  }

  private ProviderProbe probe(String path) {
    return new ProviderProbe(server.url(path), "sk-key", "openai", http, now::get);
  }

  private void answer(int code) {
    server.enqueue(new MockResponse.Builder().code(code).build());
  }

  private void pass(Duration duration) {
    now.updateAndGet(t -> t.plus(duration));
  }
}
