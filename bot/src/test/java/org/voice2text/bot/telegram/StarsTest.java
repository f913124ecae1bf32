package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Telegram waits for 10 s to hear whether a payment may go on.
@Timeout(60)
@Tag("slow")
class StarsTest {
  private static final String METHOD = "answerPreCheckoutQuery";

  private final FakeTelegram telegram = new FakeTelegram();
  private final OkHttpClient http =
      new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(20)).build();
  private final Stars stars =
      new Stars(new TelegramApi(FakeTelegram.token(), telegram.uri(), http));

  @AfterEach
  void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    telegram.close();
  }

  @Test
  void answersInTimeThroughAFailureAndACutConnection() throws Exception {
    telegram.next(METHOD, 502, "Bad Gateway");
    telegram.next(
        METHOD, new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    stars.answer("q", null);
    assertThat(telegram.calls(METHOD)).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void aCallThatHangsIsMadeAgainInTime() throws Exception {
    long start = System.nanoTime();
    telegram.next(
        METHOD, new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    stars.answer("q", "No.");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    assertThat(telegram.calls(METHOD)).hasSize(2);
    assertThat(telegram.calls(METHOD).getLast().body().path("error_message").asText())
        .isEqualTo("No.");
  }

  @Test
  void anAnswerThatArrivedAlthoughItFailedIsNoFailure() throws Exception {
    telegram.next(METHOD, 502, "Bad Gateway");
    telegram.next(METHOD, 400, "Bad Request: query is too old or query ID is invalid");
    stars.answer("q", null);
    assertThat(telegram.calls(METHOD)).hasSize(2);
  }

  @Test
  void givesUpBeforeTelegramDoes() {
    for (int i = 0; i < 3; i++) {
      telegram.next(METHOD, 502, "Bad Gateway");
    }
    assertThatExceptionOfType(TelegramException.class)
        .isThrownBy(() -> stars.answer("q", null))
        .withMessage("answerPreCheckoutQuery: 502 Bad Gateway");
    assertThat(telegram.calls(METHOD)).hasSize(3);
  }
}
