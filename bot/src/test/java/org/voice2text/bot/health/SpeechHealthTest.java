package org.voice2text.bot.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voice2text.bot.http.ProviderProbe;
import org.voice2text.bot.transcription.engine.EngineHealth;
import org.voice2text.bot.transcription.engine.EngineHealth.Circuit;
import org.voice2text.bot.transcription.engine.EngineName;
import org.voice2text.model.health.HealthCheck.Finding;

class SpeechHealthTest {
  private static final EngineHealth WHISPER = engine("whisper", true, Circuit.CLOSED);

  private final OkHttpClient http = new OkHttpClient();
  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    http.connectionPool().evictAll();
    server.close();
  }

  @Test
  void allEnginesAreReady() throws Exception {
    answer(200);
    SpeechHealth health = health(engine("openai", true, Circuit.CLOSED), WHISPER);
    assertThat(health.providers()).containsExactly("openai", "whisper");
    assertThat(health.all()).isEqualTo(Finding.healthy("2 of 2 speech engines are ready"));
    assertThat(health.of("openai")).isEqualTo(Finding.healthy("answers"));
    assertThat(health.of("whisper")).isEqualTo(Finding.healthy("is ready"));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aLaterEngineStandsInForOneWhoseServerIsGone() throws Exception {
    answer(502);
    SpeechHealth health = health(engine("openai", true, Circuit.CLOSED), WHISPER);
    assertThat(health.all()).isEqualTo(Finding.degraded("1 of 2 speech engines are ready"));
    assertThat(health.of("openai")).isEqualTo(Finding.unhealthy("answers with 502"));
  }

  @Test
  void aLaterEngineStandsInForOneThatFailsTooOften() throws Exception {
    SpeechHealth health = health(engine("openai", false, Circuit.OPEN), WHISPER);
    assertThat(health.all()).isEqualTo(Finding.degraded("1 of 2 speech engines are ready"));
    assertThat(health.of("openai"))
        .isEqualTo(Finding.unhealthy("is left alone for a while after failures"));
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void anEngineOnTrialMayTakeTheNextRecording() throws Exception {
    SpeechHealth health = health(engine("whisper", true, Circuit.HALF_OPEN));
    assertThat(health.all()).isEqualTo(Finding.healthy("1 of 1 speech engines are ready"));
  }

  @Test
  void noEngineIsReady() throws Exception {
    SpeechHealth health = health(engine("command", false, Circuit.CLOSED));
    assertThat(health.all()).isEqualTo(Finding.unhealthy("0 of 1 speech engines are ready"));
    // The engine's own message names a file.
    assertThat(health.of("command")).isEqualTo(Finding.unhealthy("is not ready; the log says why"));
  }

  @Test
  void knowsItsEnginesOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> health(WHISPER).of("other"))
        .withMessage("There is no speech engine other");
  }

  private void answer(int code) {
    server.enqueue(new MockResponse.Builder().code(code).build());
  }

  private SpeechHealth health(EngineHealth... engines) {
    ProviderProbe probe =
        new ProviderProbe(server.url("/v1"), null, "openai", http, InstantSource.system());
    return new SpeechHealth(() -> List.of(engines), Map.of("openai", probe));
  }

  private static EngineHealth engine(String provider, boolean ready, Circuit circuit) {
    return new EngineHealth(
        new EngineName(provider, null), ready, circuit, "/opt/secret/program was not found");
  }
}
