package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WebhookRegistrationTest {
  private final FakeTelegram telegram = new FakeTelegram();
  private final OkHttpClient http = new OkHttpClient();
  private final WebhookRegistration registration =
      new WebhookRegistration(
          new TelegramApi(FakeTelegram.token(), telegram.uri(), http),
          new Webhook(URI.create("https://bot.example"), "s3cret"));

  @AfterEach
  void close() {
    http.connectionPool().evictAll();
    telegram.close();
  }

  @Test
  void registersAndComesBackEachHour() throws Exception {
    assertThat(registration.isReceiving()).isFalse();
    assertThat(registration.turn()).isEqualTo(Duration.ofHours(1));
    assertThat(registration.isReceiving()).isTrue();
    assertThat(telegram.calls("setWebhook").getFirst().body().toString())
        .contains("https://bot.example/telegram/" + FakeTelegram.BOT, "s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "400, Bad Request: bad webhook: HTTPS url must be provided",
    "401, Unauthorized",
    "500, Internal Server Error",
    "502, Bad Gateway"
  })
  void triesAgainSoonWhenItIsRefused(int code, String description) throws Exception {
    telegram.next("setWebhook", code, description);
    assertThat(registration.turn()).isEqualTo(Duration.ofSeconds(10));
    assertThat(registration.isReceiving()).isFalse();
    assertThat(registration.turn()).isEqualTo(Duration.ofHours(1));
    assertThat(registration.isReceiving()).isTrue();
  }

  @Test
  void waitsAsLongAsTelegramAsksFor() throws Exception {
    telegram.next("setWebhook", FakeTelegram.tooManyRequests(77));
    assertThat(registration.turn()).isEqualTo(Duration.ofSeconds(77));
    assertThat(registration.isReceiving()).isFalse();
  }

  @Test
  void triesAgainSoonWhenNobodyAnswers() throws Exception {
    telegram.close();
    assertThat(registration.turn()).isEqualTo(Duration.ofSeconds(10));
    assertThat(registration.isReceiving()).isFalse();
  }

  @Test
  void doesNotReceiveAnyMoreWhenTheRepetitionIsRefused() throws Exception {
    assertThat(registration.turn()).isEqualTo(Duration.ofHours(1));
    telegram.next("setWebhook", 401, "Unauthorized");
    assertThat(registration.turn()).isEqualTo(Duration.ofSeconds(10));
    assertThat(registration.isReceiving()).isFalse();
  }
}
