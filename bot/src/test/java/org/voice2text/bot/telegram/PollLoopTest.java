package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

@Timeout(60)
class PollLoopTest {
  @TempDir Path folder;
  private final FakeTelegram telegram = new FakeTelegram();
  private final OkHttpClient http = new OkHttpClient();
  private final BlockingQueue<Incoming> handled = new LinkedBlockingQueue<>();
  private final UpdateDispatcher dispatcher =
      new UpdateDispatcher(incoming -> {
        handled.add(incoming);
        return Duration.ZERO;
      });
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-01T10:00:00Z"));
  private Database database;
  private PollLoop loop;

  @BeforeEach
  void open() {
    database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE);
    loop = loop();
  }

  private PollLoop loop() {
    return new PollLoop(
        new TelegramApi(FakeTelegram.token(), telegram.uri(), http),
        new UpdateStore(database),
        dispatcher,
        now::get);
  }

  @AfterEach
  void close() {
    dispatcher.close();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    telegram.close();
    database.close();
  }

  @Test
  void removesAWebhookAndKeepsWhatWaitsThere() throws Exception {
    assertThat(loop.turn()).isZero();
    assertThat(loop.turn()).isZero();
    assertThat(telegram.calls("deleteWebhook")).hasSize(1);
    assertThat(
            telegram
                .calls("deleteWebhook")
                .getFirst()
                .body()
                .path("drop_pending_updates")
                .asBoolean())
        .isFalse();
  }

  @Test
  void asksForTheKindsOfUpdatesThatItHandles() throws Exception {
    assertThat(loop.turn()).isZero();
    var body = telegram.calls("getUpdates").getFirst().body();
    assertThat(body.path("allowed_updates").toString())
        .isEqualTo("[\"message\",\"callback_query\",\"pre_checkout_query\",\"my_chat_member\"]");
    assertThat(body.path("limit").asInt()).isEqualTo(100);
    assertThat(body.path("timeout").asInt()).isZero();
    assertThat(loop.turn()).isZero();
    assertThat(telegram.calls("getUpdates").getLast().body().path("timeout").asInt()).isEqualTo(25);
  }

  @Test
  void isReceivingWhileItsLastPollIsYoung() throws Exception {
    assertThat(loop.isReceiving()).isFalse();
    assertThat(loop.turn()).isZero();
    assertThat(loop.isReceiving()).isTrue();
    now.updateAndGet(t -> t.plusSeconds(76));
    assertThat(loop.isReceiving()).isFalse();
  }

  @Test
  void waitsLongerAfterEachFailureAndStartsAnewAfterASuccess() throws Exception {
    for (MockResponse failure :
        List.of(
            FakeTelegram.error(500, "Internal Server Error", ""),
            FakeTelegram.html(502),
            FakeTelegram.cut())) {
      telegram.next("getUpdates", failure);
    }
    assertThat(loop.turn()).isBetween(Duration.ofMillis(500), Duration.ofMillis(626));
    assertThat(loop.turn()).isBetween(Duration.ofMillis(1000), Duration.ofMillis(1251));
    Duration third = loop.turn();
    if (!third.isZero()) {
      // OkHttp itself may have repeated the call whose connection was cut.
      assertThat(third).isBetween(Duration.ofMillis(2000), Duration.ofMillis(2501));
    }
    assertThat(loop.turn()).isZero();
    telegram.next("getUpdates", FakeTelegram.html(200));
    assertThat(loop.turn()).isBetween(Duration.ofMillis(500), Duration.ofMillis(626));
  }

  @Test
  void neverWaitsLongerThanHalfAMinuteAndAQuarterOfIt() throws Exception {
    for (int i = 0; i < 12; i++) {
      telegram.next("getUpdates", 500, "Internal Server Error");
      assertThat(loop.turn()).isPositive().isLessThan(Duration.ofSeconds(38));
    }
  }

  @Test
  void waitsAsLongAsTelegramAsks() throws Exception {
    telegram.next("getUpdates", FakeTelegram.tooManyRequests(7));
    assertThat(loop.turn()).isEqualTo(Duration.ofSeconds(7));
    assertThat(loop.turn()).isZero();
  }

  @Test
  void anotherProcessWithTheSameTokenMayHaveSetAWebhook() throws Exception {
    assertThat(loop.turn()).isZero();
    telegram.next(
        "getUpdates", 409, "Conflict: can't use getUpdates method while webhook is active");
    assertThat(loop.turn()).isEqualTo(Duration.ofSeconds(5));
    assertThat(loop.turn()).isZero();
    assertThat(telegram.calls("deleteWebhook")).hasSize(2);
  }

  @Test
  void aRevokedTokenIsTriedOnceAMinute() throws Exception {
    telegram.next("getUpdates", 401, "Unauthorized");
    assertThat(loop.turn()).isEqualTo(Duration.ofMinutes(1));
    assertThat(loop.turn()).isZero();
  }

  @Test
  void goesOnWhereTheDatabaseSaysAfterARestart() throws Exception {
    telegram.update(10, FakeTelegram.message(10, 42, "\"text\": \"x\""));
    assertThat(loop.turn()).isZero();
    assertThat(loop().turn()).isZero();
    assertThat(telegram.calls("getUpdates"))
        .extracting(c -> c.body().path("offset").asLong())
        .containsExactly(0L, 11L);
    assertThat(next().update().updateId()).isEqualTo(10);
    assertThat(handled).isEmpty();
  }

  @Test
  void anUpdateThatCannotBeReadStopsNoOther() throws Exception {
    telegram.update(10, "{\"update_id\": 10, \"message\": {\"message_id\": \"no number\"}}");
    telegram.update(11, "{\"update_id\": \"eleven\"}");
    telegram.update(12, FakeTelegram.message(12, 42, "\"text\": \"x\""));
    assertThat(loop.turn()).isZero();
    List<Incoming> both = List.of(next(), next());
    assertThat(both).extracting(i -> i.update().updateId()).containsExactlyInAnyOrder(10L, 12L);
    assertThat(loop.turn()).isZero();
    assertThat(telegram.calls("getUpdates").getLast().body().path("offset").asLong()).isEqualTo(13);
  }

  /// Nothing of such an answer can be confirmed: asked again at once, it would come for ever.
  @Test
  void anAnswerWithoutAnyUpdateIdIsAFailure() throws Exception {
    telegram.next("getUpdates", FakeTelegram.json(200, "{\"ok\":true,\"result\":[{\"x\":1}, 7]}"));
    assertThat(loop.turn()).isBetween(Duration.ofMillis(500), Duration.ofMillis(626));
  }

  private Incoming next() throws InterruptedException {
    Incoming incoming = handled.poll(20, TimeUnit.SECONDS);
    assertThat(incoming).isNotNull();
    return incoming;
  }
}
