package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebhookReachTest {
  private static final String OURS = "https://bot.example/telegram/" + FakeTelegram.BOT;
  private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");

  private final FakeTelegram telegram = new FakeTelegram();
  private final OkHttpClient http = new OkHttpClient();
  private Instant now = NOW;
  private final WebhookReach reach =
      new WebhookReach(
          new TelegramApi(FakeTelegram.token(), telegram.uri(), http),
          new Webhook(URI.create("https://bot.example"), "s3cret"),
          () -> now);

  @AfterEach
  void close() {
    http.connectionPool().evictAll();
    telegram.close();
  }

  @Test
  void isWellAndAskedEveryHalfMinuteWhileNothingWaits() throws Exception {
    answer(0, NOW.minusSeconds(5));
    assertThat(reach.trouble()).isEmpty();
    now = NOW.plusSeconds(29);
    assertThat(reach.trouble()).isEmpty();
    assertThat(telegram.calls("getWebhookInfo")).hasSize(1);
    now = NOW.plusSeconds(30);
    assertThat(reach.trouble()).isEmpty();
    assertThat(telegram.calls("getWebhookInfo")).hasSize(2);
  }

  @Test
  void tellsThatTelegramCannotPostUntilItCanAgain() throws Exception {
    answer(3, NOW.minusSeconds(5));
    assertThat(reach.trouble())
        .contains("Telegram cannot post to the webhook, and 3 updates wait there");

    now = NOW.plusSeconds(4);
    assertThat(reach.trouble()).isPresent();
    assertThat(telegram.calls("getWebhookInfo")).hasSize(1);

    // Telegram goes on telling its last error: what came after it shows that it is over.
    reach.arrived();
    now = NOW.plusSeconds(6);
    answer(2, NOW.minusSeconds(5));
    assertThat(reach.trouble()).isEmpty();
  }

  @Test
  void tellsThatSomebodySetAnotherWebhook() throws Exception {
    telegram.next(
        "getWebhookInfo", FakeTelegram.webhookInfo("https://other.example/telegram/1", 0, ""));
    assertThat(reach.trouble()).contains("another webhook is set");
  }

  @Test
  void tellsThatTelegramDoesNotTellWithinItsDeadline() throws Exception {
    telegram.next("getWebhookInfo", 500, "Internal Server Error");
    assertThat(reach.trouble()).contains("Telegram does not tell whether it reaches the webhook");
    now = NOW.plus(Duration.ofSeconds(5));
    assertThat(reach.trouble()).isEmpty();
  }

  private void answer(int waiting, Instant lastError) {
    telegram.next(
        "getWebhookInfo",
        FakeTelegram.webhookInfo(
            OURS,
            waiting,
            ", \"last_error_date\": %d, \"last_error_message\": \"Connection refused\""
                .formatted(lastError.getEpochSecond())));
  }
}
