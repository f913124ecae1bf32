package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.TelegramException.Kind;

@Timeout(60)
@Tag("slow")
class MessengerTest {
  private static final ChatRef CHAT = new ChatRef(FakeTelegram.BOT, 42, null);
  private static final FormattedText HELLO = FormattedText.plain("Hello");

  private final FakeTelegram telegram = new FakeTelegram();
  private final OkHttpClient http =
      new OkHttpClient.Builder().addInterceptor(new TelegramCalls()).build();
  private final List<String> migrations = new ArrayList<>();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("org.voice2text.bot.telegram");

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
    logger.setLevel(Level.TRACE);
  }

  @AfterEach
  void close() {
    logger.detachAppender(logged);
    logger.setLevel(null);
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    telegram.close();
  }

  @Test
  void sendsTextWithEntitiesAsAReplyIntoATopic() throws Exception {
    int id =
        messenger()
            .send(
                new ChatRef(FakeTelegram.BOT, 42, 9),
                FormattedText.titled("Title\nText <b>&"),
                7,
                Priority.ANSWER);
    assertThat(telegram.messages()).containsExactly(java.util.Map.entry(id, "Title\nText <b>&"));
    var body = telegram.calls("sendMessage").getFirst().body();
    assertThat(body.path("chat_id").asLong()).isEqualTo(42);
    assertThat(body.path("message_thread_id").asInt()).isEqualTo(9);
    assertThat(body.path("reply_parameters").path("message_id").asInt()).isEqualTo(7);
    assertThat(body.path("reply_parameters").path("allow_sending_without_reply").asBoolean())
        .isTrue();
    assertThat(body.path("entities").toString())
        .contains("\"type\":\"bold\"", "\"offset\":0", "\"length\":5");
    assertThat(body.path("parse_mode").isMissingNode() || body.path("parse_mode").isNull())
        .isTrue();
    assertThat(body.path("link_preview_options").path("is_disabled").asBoolean()).isTrue();
  }

  @Test
  void followsAGroupThatBecameASupergroup() throws Exception {
    ChatRef group = new ChatRef(FakeTelegram.BOT, -5, null);
    telegram.next(
        "sendMessage",
        FakeTelegram.error(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            ", \"parameters\": {\"migrate_to_chat_id\": -1005}"));
    int id = messenger().send(group, HELLO, null, Priority.ANSWER);
    assertThat(telegram.messages()).containsKey(id);
    assertThat(telegram.calls("sendMessage"))
        .extracting(c -> c.body().path("chat_id").asLong())
        .containsExactly(-5L, -1005L);
    assertThat(migrations).containsExactly("-5 to -1005");
  }

  @Test
  void waitsAsLongAsTelegramAsksAndThenSends() throws Exception {
    telegram.next("sendMessage", FakeTelegram.tooManyRequests(1));
    int _ = messenger().send(CHAT, HELLO, null, Priority.ANSWER);
    var calls = telegram.calls("sendMessage");
    assertThat(calls).hasSize(2);
    assertThat(calls.get(1).at() - calls.get(0).at())
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(950));
  }

  /// Nor is it asked again later: it will not get better by itself.
  @Test
  void doesNotSendWhatTheLibraryKnowsToBeWrong() {
    assertThatExceptionOfType(TelegramException.class)
        .isThrownBy(() -> messenger().send(CHAT, FormattedText.plain(""), null, Priority.ANSWER))
        .withMessage("sendMessage: Text parameter can't be empty")
        .withNoCause()
        .satisfies(e -> assertThat(e.mayPass()).isFalse());
    assertThat(telegram.calls("sendMessage")).isEmpty();
  }

  @Test
  void triesAgainAfterAFailureOfTheServerAndACutConnection() throws Exception {
    telegram.next("sendMessage", 500, "Internal Server Error");
    telegram.next("sendMessage", FakeTelegram.html(502));
    telegram.next("sendMessage", FakeTelegram.cut());
    int _ = messenger().send(CHAT, HELLO, null, Priority.ANSWER);
    assertThat(telegram.messages().values()).containsExactly("Hello");
    assertThat(telegram.calls("sendMessage")).hasSizeGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401|Unauthorized|UNAUTHORIZED",
        "404|Not Found|UNAUTHORIZED",
        "403|Forbidden: bot was blocked by the user|UNREACHABLE",
        "400|Bad Request: chat not found|UNREACHABLE",
        "400|Bad Request: TOPIC_CLOSED|TOPIC_CLOSED",
        "400|Bad Request: message thread not found|TOPIC_CLOSED",
        "400|Bad Request: user is deactivated|UNREACHABLE",
        "400|Bad Request: not enough rights to send text messages to the chat|UNREACHABLE",
        "400|Bad Request: message to edit not found|MESSAGE_GONE",
        "400|Bad Request: message can't be edited|MESSAGE_GONE",
        "400|Bad Request: MESSAGE_ID_INVALID|MESSAGE_GONE",
        "400|Bad Request: message text is empty|REFUSED",
        "409|Conflict: terminated by other getUpdates request|CONFLICT",
      })
  void doesNotRepeatWhatTelegramRefuses(int code, String description, Kind kind) {
    telegram.next("editMessageText", code, description);
    TelegramException e =
        catchThrowableOfType(
            TelegramException.class, () -> messenger().edit(CHAT, 7, HELLO, Priority.ANSWER));
    assertThat(e.kind()).isEqualTo(kind);
    assertThat(e).hasMessage("editMessageText: %d %s".formatted(code, description));
    assertThat(telegram.calls("editMessageText")).hasSize(1);
    assertNoToken(e);
  }

  @Test
  void anEditThatChangesNothingHasSucceeded() throws Exception {
    Messenger messenger = messenger();
    int id = messenger.send(CHAT, HELLO, null, Priority.ANSWER);
    messenger.edit(CHAT, id, HELLO, Priority.ANSWER);
    assertThat(telegram.calls("editMessageText")).hasSize(1);
    assertThat(telegram.messages()).containsExactly(java.util.Map.entry(id, "Hello"));
  }

  @Test
  void givesUpAfterAMinuteOfFailures() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T10:00:00Z"));
    Messenger messenger = messenger(() -> now.getAndUpdate(t -> t.plusSeconds(7)));
    for (int i = 0; i < 50; i++) {
      telegram.next("sendMessage", 503, "Service Unavailable");
    }
    TelegramException e =
        catchThrowableOfType(
            TelegramException.class, () -> messenger.send(CHAT, HELLO, null, Priority.ANSWER));
    assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(telegram.calls("sendMessage")).hasSizeBetween(2, 10);
  }

  @Test
  void aWaitOfHoursIsToldToTheCallerAndKeptByTheNextOnes() {
    Messenger messenger = messenger();
    telegram.next("sendMessage", FakeTelegram.tooManyRequests(13_938));
    TelegramException first =
        catchThrowableOfType(
            TelegramException.class, () -> messenger.send(CHAT, HELLO, null, Priority.ANSWER));
    assertThat(first.kind()).isEqualTo(Kind.RATE_LIMITED);
    assertThat(first.retryAfter()).isEqualTo(Duration.ofSeconds(13_938));
    TelegramException second =
        catchThrowableOfType(
            TelegramException.class, () -> messenger.send(CHAT, HELLO, null, Priority.ANSWER));
    assertThat(second.kind()).isEqualTo(Kind.RATE_LIMITED);
    assertThat(second.retryAfter())
        .isBetween(Duration.ofSeconds(13_900), Duration.ofSeconds(13_938));
    assertThat(telegram.calls("sendMessage")).hasSize(1);
  }

  @Test
  void progressThatIsRefusedIsDroppedAndItsWaitIsKept() throws Exception {
    Messenger messenger = messenger();
    int id = messenger.send(CHAT, HELLO, null, Priority.ANSWER);
    telegram.next("editMessageText", FakeTelegram.tooManyRequests(13_938));
    messenger.tryEdit(CHAT, id, FormattedText.plain("50 %"), null);
    messenger.tryEdit(CHAT, id, FormattedText.plain("60 %"), null);
    assertThat(telegram.calls("editMessageText")).hasSize(1);
    assertThat(telegram.messages().get(id)).isEqualTo("Hello");
  }

  @Test
  void theTokenIsInNoFailureAndNoLog() throws Exception {
    Messenger messenger = messenger();
    telegram.next("sendMessage", FakeTelegram.cut());
    telegram.next("sendMessage", FakeTelegram.html(500));
    telegram.next("sendMessage", FakeTelegram.json(200, "not JSON " + FakeTelegram.TOKEN));
    telegram.next("sendMessage", FakeTelegram.tooManyRequests(0));
    int _ = messenger.send(CHAT, HELLO, null, Priority.ANSWER);
    telegram.close();
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T10:00:00Z"));
    Messenger hurried = messenger(() -> now.getAndUpdate(t -> t.plusSeconds(40)));
    TelegramException e =
        catchThrowableOfType(
            TelegramException.class, () -> hurried.send(CHAT, HELLO, null, Priority.ANSWER));
    assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertNoToken(e);
    assertThat(api(telegram.uri()).toString()).isEqualTo("bot 123456789");
    assertThat(logged.list).isNotEmpty();
    for (ILoggingEvent event : logged.list) {
      assertThat(event.getFormattedMessage()).doesNotContain("AAF");
    }
  }

  @Test
  void anAnswerThatIsNoneIsNotQuoted() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T10:00:00Z"));
    Messenger messenger = messenger(() -> now.getAndUpdate(t -> t.plusSeconds(40)));
    MockResponse answer = FakeTelegram.json(200, "{\"ok\": true, \"result\": {\"what was said\": ");
    for (int i = 0; i < 10; i++) {
      telegram.next("sendMessage", answer);
    }
    TelegramException e =
        catchThrowableOfType(
            TelegramException.class, () -> messenger.send(CHAT, HELLO, null, Priority.ANSWER));
    assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(stackTrace(e)).doesNotContain("what was said");
  }

  private Messenger messenger() {
    return messenger(InstantSource.system());
  }

  private Messenger messenger(InstantSource clock) {
    return new Messenger(
        api(telegram.uri()), clock, (from, to) -> migrations.add(from + " to " + to));
  }

  private TelegramApi api(URI uri) {
    return new TelegramApi(FakeTelegram.token(), uri, http);
  }

  private static void assertNoToken(Throwable e) {
    assertThat(stackTrace(e)).doesNotContain("AAF");
  }

  private static String stackTrace(Throwable e) {
    StringWriter out = new StringWriter();
    e.printStackTrace(new PrintWriter(out));
    return out.toString();
  }
}
