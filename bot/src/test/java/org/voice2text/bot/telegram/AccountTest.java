package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AccountTest {
  private final FakeTelegram telegram = new FakeTelegram();
  private final OkHttpClient http = new OkHttpClient();
  private Instant now = Instant.parse("2026-11-01T10:00:00Z");
  private final Account account =
      new Account(new TelegramApi(FakeTelegram.token(), telegram.uri(), http), () -> now);

  @AfterEach
  void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    telegram.close();
  }

  @Test
  void answersToItsNewNameSoonAndToItsOldOneNoMore() throws Exception {
    assertThat(isAddressed("ourbot")).isTrue();
    telegram.rename("NewBot");
    now = now.plusSeconds(10);

    assertThat(isAddressed("newbot")).isTrue();
    assertThat(isAddressed("ourbot")).isFalse();

    telegram.rename("OurBot");
    now = now.plus(Duration.ofMinutes(5));
    assertThat(isAddressed("newbot")).isFalse();
  }

  @Test
  void asksForItsNameSeldom() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(isAddressed("ourbot")).isTrue();
      assertThat(isAddressed("otherbot")).isFalse();
      assertThat(isAddressed("")).isTrue();
      now = now.plusMillis(99);
    }
    assertThat(telegram.calls("getMe")).hasSize(1);
  }

  @Test
  void looksAfreshWhetherItReadsGroups() throws Exception {
    assertThat(account.readsGroups()).isFalse();
    telegram.readsGroups();
    assertThat(account.readsGroups()).isTrue();
  }

  private boolean isAddressed(String name) throws Exception {
    return account.isAddressed(new Incoming.Command("help", name, ""));
  }
}
