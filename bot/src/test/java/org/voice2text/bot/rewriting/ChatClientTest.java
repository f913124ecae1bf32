package org.voice2text.bot.rewriting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.bot.rewriting.ChatException.Kind;

@Timeout(30)
class ChatClientTest {
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
  private static final ObjectNode DATA =
      JsonNodeFactory.instance.objectNode().put("transcript", "A secret word.");

  private final FakeModel model = new FakeModel();
  private final OkHttpClient http = new OkHttpClient();
  private final ChatClient client = new ChatClient(model.config(), http, () -> NOW);
  private final List<Usage> bill = new ArrayList<>();

  @AfterEach
  void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    model.close();
  }

  @Test
  void asksAsTheApiWants() throws Exception {
    model.writes(_ -> "Written.");
    assertThat(client.complete("Write.", DATA, Duration.ofSeconds(5), bill::add))
        .isEqualTo("Written.");
    assertThat(model.asked()).hasSize(1);
    assertThat(model.asked().getFirst().body().toString())
        .isEqualTo(
            """
            {"model":"pretend/writer-1","messages":[{"role":"system","content":"Write."},{"role":"user","content":"{\\"transcript\\":\\"A secret word.\\"}"}]}\
            """);
    assertThat(model.asked().getFirst().authorization()).isEqualTo("Bearer " + FakeModel.KEY);
    assertThat(bill)
        .containsExactly(
            new Usage(OptionalLong.of(100), OptionalLong.of(20), OptionalLong.of(1200)));
  }

  @Test
  void sendsNoKeyWhereThereIsNone() throws Exception {
    URI base = model.config().baseUrl();
    var keyless = new ChatClient(new RewriteConfig(base, null, "own"), http, () -> NOW);
    String _ = keyless.complete("Write.", DATA, Duration.ofSeconds(5), bill::add);
    assertThat(model.asked().getFirst().authorization()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|CLIENT_ERROR|false| answered 400 invalid_request",
        "401|UNAUTHORIZED|false| answered 401 invalid_request: check LLM_API_KEY",
        "402|UNAUTHORIZED|false| answered 402 invalid_request: pay the account of LLM_API_KEY",
        "403|UNAUTHORIZED|false| answered 403 invalid_request: check LLM_API_KEY",
        "404|CLIENT_ERROR|false| answered 404 invalid_request: it does not have the model pretend/writer-1; check LLM_MODEL and LLM_BASE_URL",
        "408|TIMEOUT|true| answered 408 invalid_request",
        "413|CLIENT_ERROR|false| answered 413 invalid_request",
        "429|RATE_LIMITED|true| answered 429 invalid_request",
        "500|SERVER_ERROR|true| answered 500 invalid_request",
        "502|SERVER_ERROR|true| answered 502 invalid_request",
        "529|SERVER_ERROR|true| answered 529 invalid_request",
      })
  void tellsRefusalsApart(int status, Kind kind, boolean mayPass, String message) {
    String body =
        "{\"error\": {\"code\": \"invalid_request\", \"message\": \"You sent: A secret word.\"}}";
    model.next(status, body);
    if (status == 408) {
      // OkHttp itself asks a second time then.
      model.next(status, body);
    }
    ChatException e = failure();
    assertThat(e.kind()).isEqualTo(kind);
    assertThat(e.mayPass()).isEqualTo(mayPass);
    assertThat(e).hasMessage(server() + " " + message);
  }

  @Test
  void anEmptyAccountIsNoPassingLimit() {
    model.next(429, "{\"error\": {\"code\": \"insufficient_quota\"}}");
    ChatException e = failure();
    assertThat(e.kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(e)
        .hasMessage(server() + " answered 429 insufficient_quota: pay the account of LLM_API_KEY");
  }

  @Test
  void obeysRetryAfter() {
    model.next(
        new MockResponse.Builder().code(429).setHeader("Retry-After", "7").body("busy").build());
    assertThat(failure().retryAfter()).contains(Duration.ofSeconds(7));
    model.next(429, "busy");
    assertThat(failure().retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>A secret word.</html>",
        "",
        "null",
        "[]",
        "{}",
        "\"text\"",
        "{\"choices\": []}",
        "{\"choices\": [{\"text\": \"of another API\"}]}",
        "{\"choices\": [{\"message\": {\"content\": \"cut o"
      })
  void anAnswerThatIsNoneIsAFailure(String body) {
    model.next(200, body);
    ChatException e = failure();
    assertThat(e.kind()).isEqualTo(Kind.WRONG_BODY);
    assertThat(e)
        .hasMessage(
            server()
                + " answered 200 with something else than a chat completion: check LLM_BASE_URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n ", "<think>Let me see.</think>", "```\n```"})
  void anEmptyTextIsAFailure(String text) {
    model.next(200, FakeModel.completion(text, "stop", "{\"prompt_tokens\": 5}"));
    assertThat(failure().kind()).isEqualTo(Kind.EMPTY);
    assertThat(bill)
        .containsExactly(new Usage(OptionalLong.of(5), OptionalLong.empty(), OptionalLong.empty()));
  }

  @Test
  void aTextThatWasCutOffIsAFailureThatCosts() {
    model.next(200, FakeModel.completion("Half a te", "length", "{\"cost\": 0.5}"));
    ChatException e = failure();
    assertThat(e.kind()).isEqualTo(Kind.TOO_LONG);
    assertThat(e).hasMessage(server() + ": pretend/writer-1 may write no more than it did");
    assertThat(bill.getFirst().costMicros()).hasValue(500_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"choices\": [{\"finish_reason\": \"content_filter\", \"message\": {\"content\": \"\"}}]}",
        "{\"choices\": [{\"message\": {\"content\": null, \"refusal\": \"I will not.\"}}]}"
      })
  void aRefusalOfTheModelIsNotTriedAgain(String body) {
    model.next(200, body);
    ChatException e = failure();
    assertThat(e.kind()).isEqualTo(Kind.REFUSED);
    assertThat(e.mayPass()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\": {\"code\": 429}}|RATE_LIMITED",
        "{\"error\": {\"message\": \"A secret word.\"}}|SERVER_ERROR",
        "{\"choices\": [{\"error\": {\"code\": 503, \"message\": \"x\"}}]}|SERVER_ERROR",
        "{\"error\": {\"code\": 401}}|UNAUTHORIZED",
      })
  void anErrorInsideASuccessIsAnError(String body, Kind kind) {
    model.next(200, body);
    assertThat(failure().kind()).isEqualTo(kind);
  }

  @Test
  void aConnectionThatBreaksOffIsAFailure() {
    model.next(
        new MockResponse.Builder()
            .body(FakeModel.completion("x".repeat(5000), "stop", "{}"))
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    ChatException e = failure();
    assertThat(e.kind()).isEqualTo(Kind.BROKEN_OFF);
    assertThat(e).hasMessage(server() + " could not be reached or broke off");
  }

  @Test
  void aSilentServerIsLeftAtTheDeadline() {
    model.hold();
    ChatException e =
        catchThrowableOfType(
            ChatException.class,
            () -> client.complete("Write.", DATA, Duration.ofMillis(300), bill::add));
    assertThat(e.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(e).hasMessage(server() + " did not answer in time");
    e =
        catchThrowableOfType(
            ChatException.class,
            () -> client.complete("Write.", DATA, Duration.ofMillis(-5), bill::add));
    assertThat(e.kind()).isEqualTo(Kind.TIMEOUT);
  }

  @Test
  void anInterruptEndsARequestAtOnce() throws Exception {
    model.hold();
    var ended = new AtomicReference<Throwable>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                String _ = client.complete("Write.", DATA, Duration.ofMinutes(5), bill::add);
              } catch (ChatException | InterruptedException e) {
                ended.set(e);
              }
            });
    Awaitility.await().until(() -> !model.asked().isEmpty());
    caller.interrupt();
    caller.join();
    assertThat(ended.get()).isInstanceOf(InterruptedException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'<think>a\nb</think>\n\nText.',Text.",
    "'```\nText.\n```',Text.",
    "'```markdown\n# A\n- b\n```','# A\n- b'",
    "'Text with ``` in it','Text with ``` in it'",
    "' Text. ',Text.",
  })
  void takesAwayWhatIsNotTheText(String answer, String text) throws Exception {
    model.next(200, FakeModel.completion(answer, "stop", "{}"));
    assertThat(client.complete("Write.", DATA, Duration.ofSeconds(5), bill::add)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"prompt_tokens\": -1, \"completion_tokens\": \"5\", \"cost\": \"1\"}",
        "{\"prompt_tokens\": null, \"cost\": -1}",
        "{\"prompt_tokens\": 1e300, \"cost\": 1e300}",
        "{}",
      })
  void usageThatMakesNoSenseIsUnknown(String usage) throws Exception {
    model.next(200, FakeModel.completion("Text.", "stop", usage));
    String _ = client.complete("Write.", DATA, Duration.ofSeconds(5), bill::add);
    assertThat(bill)
        .containsExactly(
            new Usage(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()));
  }

  private ChatException failure() {
    ChatException e =
        catchThrowableOfType(
            ChatException.class,
            () -> client.complete("Write.", DATA, Duration.ofSeconds(5), bill::add));
    assertThat(e.getMessage()).doesNotContain("secret");
    return e;
  }

  private String server() {
    return "127.0.0.1:" + model.config().baseUrl().getPort();
  }
}
