package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@Tag("slow")
class LiveMessengerTest {
  private static final ChatRef ALICE = new ChatRef(FakeTelegram.BOT, 42, null);
  private static final ChatRef BORIS = new ChatRef(FakeTelegram.BOT, 43, null);
  private static final FormattedText HELLO = FormattedText.plain("Hello");

  private final FakeTelegram telegram = new FakeTelegram();
  private final OkHttpClient http =
      new OkHttpClient.Builder().addInterceptor(new TelegramCalls()).build();
  private final LiveMessenger live =
      new Messenger(
              new TelegramApi(FakeTelegram.token(), telegram.uri(), http),
              InstantSource.system(),
              (_, _) -> {})
          .live();

  @AfterEach
  void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    telegram.close();
  }

  @Test
  void aChatThatTakesNoPreviewsIsSparedThemAlone() throws Exception {
    telegram.next("sendMessageDraft", 400, "Bad Request: drafts are not allowed here");
    assertThat(live.tryDraft(ALICE, 1, HELLO)).isFalse();
    assertThat(live.takesDrafts(ALICE)).isFalse();
    assertThat(live.takesDrafts(BORIS)).isTrue();
    assertThat(live.tryDraft(BORIS, 2, HELLO)).isTrue();
  }

  @Test
  void aServerThatDoesNotKnowPreviewsIsAskedForNoMore() throws Exception {
    telegram.next("sendMessageDraft", 404, "Not Found");
    assertThat(live.tryDraft(ALICE, 1, HELLO)).isFalse();
    assertThat(live.takesDrafts(BORIS)).isFalse();
  }
}
