package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.telemetry.ApiMeter;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;
import org.voice2text.model.store.DatabaseUnavailableException;

@Timeout(60)
@Tag("slow")
class TelegramHostTest {
  private static final String SECRET = "s3cret-Webhook_Token";

  @TempDir Path folder;
  private final FakeTelegram telegram = new FakeTelegram();
  private final Instruments instruments = new Instruments();
  private final OkHttpClient http =
      new OkHttpClient.Builder().addInterceptor(new ApiMeter(instruments)).build();
  private final List<Long> handled = new CopyOnWriteArrayList<>();
  private Database database;

  @BeforeEach
  void open() {
    database = Database.openWriter(file(), DatabaseObserver.NONE);
  }

  @AfterEach
  void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    telegram.close();
    database.close();
  }

  @Test
  void neverConfirmsWhatIsNotCommitted() {
    List<String> wrong = new CopyOnWriteArrayList<>();
    AtomicInteger offsets = new AtomicInteger();
    telegram.onOffset(offset -> {
      offsets.incrementAndGet();
      long committed = query("select coalesce(max(update_offset), 0) from bots");
      long highest = query("select coalesce(max(update_id), -1) from updates");
      if (offset > committed || offset > highest + 1) {
        wrong.add(offset + " is above " + committed + " or " + highest);
      }
    });
    try (TelegramHost host = polling()) {
      host.start(this::finish, _ -> {});
      for (int i = 1; i <= 50; i++) {
        telegram.update(i, FakeTelegram.message(i, i % 7, "\"text\": \"x\""));
      }
      await().until(() -> handled.size() == 50);
      await().until(() -> lastOffset() == 51);
    }
    assertThat(wrong).isEmpty();
    assertThat(offsets.get()).isPositive();
  }

  @Test
  void handlesARepeatedUpdateOnce() {
    try (TelegramHost host = polling()) {
      telegram.update(5, FakeTelegram.message(5, 42, "\"text\": \"x\""));
      String twice =
          "{\"ok\": true, \"result\": [%1$s, %1$s]}"
              .formatted(FakeTelegram.message(5, 42, "\"text\": \"x\""));
      telegram.next("getUpdates", FakeTelegram.json(200, twice));
      telegram.next("getUpdates", FakeTelegram.json(200, twice));
      host.start(this::finish, _ -> {});
      await().until(() -> lastOffset() == 6);
    }
    assertThat(handled).containsExactly(5L);
  }

  @Test
  void handlesThoseOfOneChatInTheirOrder() {
    List<Long> order = new CopyOnWriteArrayList<>();
    ConcurrentHashMap<Long, AtomicBoolean> inside = new ConcurrentHashMap<>();
    List<String> wrong = new CopyOnWriteArrayList<>();
    UpdateHandler handler =
        incoming -> {
          long chat = ((Incoming.Message) incoming.content()).chat().chatId();
          AtomicBoolean busy = inside.computeIfAbsent(chat, _ -> new AtomicBoolean());
          if (!busy.compareAndSet(false, true)) {
            wrong.add("two at once in chat " + chat);
          }
          finish(incoming);
          order.add(chat * 1000 + incoming.update().updateId());
          busy.set(false);
          return Duration.ZERO;
        };
    try (TelegramHost host = polling()) {
      for (int i = 1; i <= 90; i++) {
        telegram.update(i, FakeTelegram.message(i, 1 + i % 3, "\"text\": \"x\""));
      }
      host.start(handler, _ -> {});
      await().until(() -> order.size() == 90);
    }
    assertThat(wrong).isEmpty();
    for (int chat = 1; chat <= 3; chat++) {
      long from = chat * 1000L;
      assertThat(order.stream().filter(o -> o / 1000 == from / 1000)).isSorted();
    }
  }

  @Test
  void aSlowChatHoldsNoOtherUp() {
    CountDownLatch goOn = new CountDownLatch(1);
    UpdateHandler handler =
        incoming -> {
          if (incoming.update().updateId() == 1) {
            goOn.await();
          }
          return finish(incoming);
        };
    try (TelegramHost host = polling()) {
      telegram.update(1, FakeTelegram.message(1, 1, "\"text\": \"slow\""));
      telegram.update(2, FakeTelegram.message(2, 2, "\"text\": \"x\""));
      host.start(handler, _ -> {});
      await().until(() -> handled.contains(2L));
      assertThat(handled).containsExactly(2L);
      goOn.countDown();
      await().until(() -> handled.contains(1L));
    }
  }

  @Test
  void aPaymentWaitsBehindNobody() {
    CountDownLatch goOn = new CountDownLatch(1);
    UpdateHandler handler =
        incoming -> {
          if (incoming.content() instanceof Incoming.Message) {
            goOn.await();
          }
          return finish(incoming);
        };
    try (TelegramHost host = polling()) {
      for (int i = 1; i <= 70; i++) {
        telegram.update(i, FakeTelegram.message(i, i, "\"text\": \"slow\""));
      }
      telegram.update(
          71,
          """
          {"update_id": 71, "pre_checkout_query": {"id": "q", "currency": "XTR", "total_amount": 75,
            "invoice_payload": "p", "from": {"id": 5, "is_bot": false, "first_name": "A"}}}
          """);
      host.start(handler, _ -> {});
      await().until(() -> handled.contains(71L));
      goOn.countDown();
      await().until(() -> handled.size() == 71);
    }
  }

  /// More of them than are handled side by side.
  @Test
  void updatesThatWaitForAnotherTryHoldNoOtherChatUpAndKeepTheirOrder() {
    AtomicBoolean reachable = new AtomicBoolean();
    UpdateHandler handler =
        incoming -> {
          boolean last = incoming.update().updateId() == 200;
          return last || reachable.get() ? finish(incoming) : Duration.ofMillis(50);
        };
    try (TelegramHost host = polling()) {
      for (int i = 1; i <= 99; i++) {
        telegram.update(i, FakeTelegram.message(i, i, "\"text\": \"x\""));
      }
      telegram.update(100, FakeTelegram.message(100, 1, "\"text\": \"second of its chat\""));
      telegram.update(200, FakeTelegram.message(200, 200, "\"text\": \"x\""));
      host.start(handler, _ -> {});
      await().until(() -> handled.contains(200L));
      assertThat(handled).containsExactly(200L);
      reachable.set(true);
      await().until(() -> handled.size() == 101);
    }
    assertThat(handled.indexOf(1L)).isLessThan(handled.indexOf(100L));
  }

  @Test
  void aHandlerThatThrowsStopsNotEvenItsOwnChat() {
    UpdateHandler handler =
        incoming -> {
          if (incoming.update().updateId() == 1) {
            throw new IllegalStateException("expected by the test");
          }
          return finish(incoming);
        };
    try (TelegramHost host = polling()) {
      telegram.update(1, FakeTelegram.message(1, 42, "\"text\": \"bad\""));
      telegram.update(2, FakeTelegram.message(2, 42, "\"text\": \"x\""));
      host.start(handler, _ -> {});
      await().until(() -> handled.contains(2L));
    }
    assertThat(query("select count(*) from updates where handled_at is null")).isEqualTo(1);
  }

  @Test
  void handlesAfterARestartWhatWasCommittedAndNotFinished() {
    CountDownLatch inside = new CountDownLatch(2);
    try (TelegramHost host = polling()) {
      telegram.update(1, FakeTelegram.message(1, 1, "\"text\": \"x\""));
      telegram.update(2, FakeTelegram.message(2, 2, "\"text\": \"x\""));
      host.start(
          _ -> {
            inside.countDown();
            new CountDownLatch(1).await();
            return Duration.ZERO;
          },
          _ -> {});
      await().until(() -> inside.getCount() == 0 && lastOffset() == 3);
    }
    assertThat(handled).isEmpty();
    try (TelegramHost host = polling()) {
      host.start(this::finish, _ -> {});
      await().until(() -> handled.size() == 2);
    }
    assertThat(handled).containsExactlyInAnyOrder(1L, 2L);
    assertThat(query("select count(*) from updates where body is not null")).isZero();
  }

  @Test
  void goesOnWhenTheDatabaseFailedForAWhile() throws Exception {
    List<Exception> failures = new CopyOnWriteArrayList<>();
    try (TelegramHost host = polling()) {
      host.start(this::finish, failures::add);
      await().until(() -> host.receiving() == 1);
      execute("alter table updates rename to hidden");
      telegram.update(1, FakeTelegram.message(1, 1, "\"text\": \"x\""));
      await().until(() -> !failures.isEmpty());
      assertThat(lastOffset()).isZero();
      execute("alter table hidden rename to updates");
      await().until(() -> handled.contains(1L));
    }
  }

  @Test
  void measuresItsCallsByMethod() {
    instruments.allow(
        List.of("service", "method"),
        List.of(List.of("telegram", "getUpdates"), List.of("telegram", "deleteWebhook")));
    try (TelegramHost host = polling()) {
      host.start(this::finish, _ -> {});
      await().until(() -> host.receiving() == 1);
    }
    List<String> methods = new ArrayList<>();
    instruments
        .registry()
        .scrape(name -> name.equals("api_request_duration_seconds"))
        .get(0)
        .getDataPoints()
        .forEach(p -> {
          if (((io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot)
                      p)
                  .getCount()
              > 0) {
            methods.add(p.getLabels().get("method"));
          }
        });
    assertThat(methods).contains("getUpdates", "deleteWebhook").doesNotContain("other");
  }

  @Test
  void aPostedUpdateIsCommittedBeforeItIsConfirmed() {
    CountDownLatch goOn = new CountDownLatch(1);
    try (TelegramHost host = webhook()) {
      host.start(
          incoming -> {
            goOn.await();
            return finish(incoming);
          },
          _ -> {});
      String body = FakeTelegram.message(1, 42, "\"text\": \"x\"");
      assertThat(host.receive(FakeTelegram.BOT, SECRET, body)).isEqualTo(200);
      assertThat(query("select count(*) from updates where handled_at is null")).isEqualTo(1);
      assertThat(host.receive(FakeTelegram.BOT, SECRET, body)).isEqualTo(200);
      goOn.countDown();
      await().until(() -> !handled.isEmpty());
    }
    assertThat(handled).containsExactly(1L);
  }

  @Test
  void whatPeopleSayToEachOtherInAGroupReachesNoFile() throws Exception {
    try (TelegramHost host = polling()) {
      telegram.update(1, inGroup(1, "\"text\": \"marked-talk\""));
      telegram.update(2, inGroup(2, "\"photo\": [], \"caption\": \"marked-caption\""));
      telegram.update(3, inGroup(3, "\"new_chat_title\": \"marked-title\""));
      telegram.update(4, inGroup(4, "\"text\": \"/start for-us\""));
      host.start(this::finish, _ -> {});
      await().until(() -> lastOffset() == 5);
      telegram.update(5, inGroup(5, "\"text\": \"marked-and-alone\""));
      await().until(() -> lastOffset() == 6);
      await().until(() -> handled.contains(4L));
    }
    try (TelegramHost host = webhook()) {
      host.start(this::finish, _ -> {});
      String body = inGroup(6, "\"text\": \"marked-and-posted\"");
      assertThat(host.receive(FakeTelegram.BOT, SECRET, body)).isEqualTo(200);
    }
    assertThat(handled).containsExactly(4L);
    assertThat(query("select update_offset from bots")).isEqualTo(7);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("marked");
      }
    }
  }

  private static String inGroup(long id, String content) {
    return """
    {"update_id": %d, "message": {"message_id": %d, "date": 1793527200,
      "chat": {"id": -1001, "type": "supergroup", "title": "Friends"},
      "from": {"id": 42, "is_bot": false, "first_name": "A"}, %s}}
    """
        .formatted(id, id + 500, content);
  }

  @Test
  void refusesAPostedUpdateWithoutTheSecret() {
    try (TelegramHost host = webhook()) {
      host.start(this::finish, _ -> {});
      String body = FakeTelegram.message(1, 42, "\"text\": \"x\"");
      assertThat(host.receive(FakeTelegram.BOT, null, body)).isEqualTo(401);
      assertThat(host.receive(FakeTelegram.BOT, "", body)).isEqualTo(401);
      assertThat(host.receive(FakeTelegram.BOT, SECRET + "x", body)).isEqualTo(401);
      assertThat(host.receive(1, SECRET, body)).isEqualTo(404);
    }
    assertThat(query("select count(*) from updates")).isZero();
  }

  @Test
  void refusesAPostedUpdateThatIsNone() {
    try (TelegramHost host = webhook()) {
      host.start(this::finish, _ -> {});
      for (String body :
          List.of(
              "",
              "{",
              "[]",
              "null",
              "{\"update_id\": \"1\"}",
              "{\"update_id\": 1.5}",
              "{\"update_id\": 99999999999999999999}")) {
        assertThat(host.receive(FakeTelegram.BOT, SECRET, body)).as(body).isEqualTo(400);
      }
    }
  }

  @Test
  void doesNotConfirmAPostedUpdateThatItCannotStore() {
    try (TelegramHost host = webhook()) {
      host.start(this::finish, _ -> {});
      database.close();
      assertThatExceptionOfType(DatabaseUnavailableException.class)
          .isThrownBy(() ->
              host.receive(
                  FakeTelegram.BOT, SECRET, FakeTelegram.message(1, 42, "\"text\": \"x\"")));
    }
  }

  @Test
  void takesNoPostedUpdateBeforeItHasStarted() {
    try (TelegramHost host = webhook()) {
      assertThat(
              host.receive(
                  FakeTelegram.BOT, SECRET, FakeTelegram.message(1, 42, "\"text\": \"x\"")))
          .isEqualTo(503);
    }
  }

  @Test
  void tellsTelegramWhereToPost() {
    try (TelegramHost host = webhook()) {
      host.start(this::finish, _ -> {});
      await().until(() -> host.receiving() == 1);
      var body = telegram.calls("setWebhook").getFirst().body().toString();
      assertThat(body).contains("https://bot.example/telegram/123456789", SECRET);
      assertThat(telegram.calls("getUpdates")).isEmpty();
    }
  }

  @Test
  void refusesPostsWhileItPolls() {
    try (TelegramHost host = polling()) {
      host.start(this::finish, _ -> {});
      assertThat(host.receive(FakeTelegram.BOT, SECRET, "{\"update_id\": 1}")).isEqualTo(404);
    }
  }

  @Test
  void namesABotThatIsNotItsOwn() {
    try (TelegramHost host = polling()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> host.messenger(5))
          .withMessage(
              "Bot 5 is not configured in this process; its token is missing from BOT_TOKEN");
    }
  }

  private Duration finish(Incoming incoming) {
    boolean first =
        database.transaction("finish", h -> UpdateStore.finish(h, incoming.update(), 1));
    assertThat(first).isTrue();
    handled.add(incoming.update().updateId());
    return Duration.ZERO;
  }

  private TelegramHost polling() {
    return host(null);
  }

  private TelegramHost webhook() {
    return host(new Webhook(URI.create("https://bot.example"), SECRET));
  }

  private TelegramHost host(@Nullable Webhook webhook) {
    return new TelegramHost(
        List.of(FakeTelegram.token()),
        telegram.uri(),
        http,
        database,
        webhook,
        InstantSource.system());
  }

  private long lastOffset() {
    var calls = telegram.calls("getUpdates");
    return calls.isEmpty() ? -1 : calls.getLast().body().path("offset").asLong();
  }

  private Path file() {
    return folder.resolve("v.db");
  }

  /// On a connection of its own, as any other process sees the database.
  private long query(String sql) {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement();
        ResultSet rs = statement.executeQuery(sql)) {
      return rs.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) {
    int _ = database.transaction("test", h -> h.execute(sql));
  }
}
