package org.voice2text.model.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentry.Attachment;
import io.sentry.Breadcrumb;
import io.sentry.Hint;
import io.sentry.JsonSerializable;
import io.sentry.JsonSerializer;
import io.sentry.SentryBaseEvent;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import io.sentry.SpanContext;
import io.sentry.SpanId;
import io.sentry.SpanStatus;
import io.sentry.protocol.Mechanism;
import io.sentry.protocol.Message;
import io.sentry.protocol.Request;
import io.sentry.protocol.SentryException;
import io.sentry.protocol.SentryId;
import io.sentry.protocol.SentryRuntime;
import io.sentry.protocol.SentrySpan;
import io.sentry.protocol.SentryStackFrame;
import io.sentry.protocol.SentryStackTrace;
import io.sentry.protocol.SentryThread;
import io.sentry.protocol.SentryTransaction;
import io.sentry.protocol.TransactionInfo;
import io.sentry.protocol.User;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voice2text.model.runtime.Secrets;

/// What must not leave the machine is planted into every field there is.
class EventScrubberTest {
  private static final String TOKEN = "123456789:AAFthisIsNotARealTokenAtAll_0123";
  private static final String KEY = "sk-secret of the operator";
  private static final String FILE_URL =
      "https://api.telegram.org/file/bot" + TOKEN + "/voice/file_17.oga";
  private static final String SAID = "Meet me at noon behind the old bank, and bring the money.";
  private static final String RUSSIAN = "Встретимся в полдень за старым банком";

  private static final String PLANTED =
      String.join(" | ", TOKEN, KEY, FILE_URL, "voice/file_17.oga", SAID, RUSSIAN);

  private static final String[] FORBIDDEN = {
    "AAFthis",
    "sk-secret",
    "api.telegram.org",
    "file_17",
    "noon",
    "old bank",
    "money",
    "полдень",
    "alice",
    "4711",
    "laptop"
  };

  private final HiddenTexts hidden = new HiddenTexts();
  private final EventScrubber scrubber = new EventScrubber(hidden);
  private final Hint hint = new Hint();

  @BeforeEach
  void know() {
    Secrets.set(List.of(KEY));
    hidden.hide("a job", SAID);
  }

  @AfterEach
  void forget() {
    Secrets.set(List.of());
  }

  @Test
  void nothingThatIsPlantedLeavesWithAnError() throws Exception {
    SentryEvent event = new SentryEvent();
    plant(event);
    Message message = new Message();
    message.setMessage("job {} failed " + PLANTED);
    message.setFormatted("job 12 failed " + PLANTED);
    message.setParams(Arrays.asList("12", PLANTED, null));
    message.setUnknown(Map.of("x", PLANTED));
    event.setMessage(message);
    event.setLogger("org.voice2text.Test");
    event.setLevel(SentryLevel.ERROR);
    event.setExceptions(List.of(exception()));
    event.setThreads(List.of(thread()));
    event.setTransaction(PLANTED);
    event.setFingerprints(List.of(PLANTED));
    event.setModules(Map.of(PLANTED, PLANTED));
    event.setUnknown(Map.of("x", PLANTED));
    hint.addAttachment(new Attachment(PLANTED.getBytes(StandardCharsets.UTF_8), "voice.oga"));

    String sent = json(scrubber.scrub(event, hint));

    assertThat(sent)
        .doesNotContain(FORBIDDEN)
        .contains(
            "job 12 failed *** | *** | (address) | (file) | …\"",
            "job {} failed",
            "\"logger\":\"org.voice2text.Test\"",
            "\"level\":\"error\"",
            "\"type\":\"IOException\"",
            "\"value\":\"cannot read *** | ***",
            "\"function\":\"run\"",
            "\"lineno\":17",
            "\"release\":\"bot@1\"",
            "\"environment\":\"test\"",
            "\"job\":\"12\"",
            "\"trace_id\":\"" + "a".repeat(32));
    assertThat(hint.getAttachments()).isEmpty();
  }

  @Test
  void nothingThatIsPlantedLeavesWithATrace() throws Exception {
    SentryTransaction transaction =
        new SentryTransaction(
            "transcribe " + PLANTED,
            1.5,
            2.5,
            List.of(
                new SentrySpan(
                    1.5,
                    2.0,
                    new SentryId(),
                    new SpanId(),
                    null,
                    "job.download",
                    "from " + PLANTED,
                    SpanStatus.OK,
                    "manual",
                    Map.of("tag", PLANTED),
                    Map.of(),
                    Map.of("url", PLANTED))),
            Map.of(),
            new TransactionInfo("custom"));
    plant(transaction);
    transaction.setUnknown(Map.of("x", PLANTED));

    String sent = json(scrubber.scrub(transaction, hint));

    assertThat(sent)
        .doesNotContain(FORBIDDEN)
        .contains(
            "\"op\":\"job.download\"",
            "\"description\":\"from ***",
            "\"start_timestamp\":1.5",
            "\"status\":\"ok\"",
            "\"transaction\":\"transcribe ***",
            "\"release\":\"bot@1\"",
            "\"trace_id\":\"" + "a".repeat(32));
  }

  @Test
  void aBreadcrumbIsCleanedAsSoonAsItIsMade() {
    Breadcrumb clean = scrubber.scrub(breadcrumb());
    assertThat(clean.getMessage()).startsWith("asked *** | *** | (address) | (file) |");
    assertThat(clean.getCategory()).isEqualTo("org.voice2text.Test");
    assertThat(clean.getData()).isEmpty();
  }

  @Test
  void aPersonIsKnownByAKeyedHashOnly() {
    assertThat(userAfterScrubbing("4711")).isNull();
    assertThat(userAfterScrubbing("0123456789abcdef0123456789abcdef").getId())
        .isEqualTo("0123456789abcdef0123456789abcdef");
    assertThat(userAfterScrubbing("0123456789abcdef0123456789abcdef").getUsername()).isNull();
  }

  private User userAfterScrubbing(String id) {
    SentryEvent event = new SentryEvent();
    User user = new User();
    user.setId(id);
    user.setUsername("alice");
    event.setUser(user);
    return scrubber.scrub(event, hint).getUser();
  }

  @Test
  void anEventWithNothingInItIsLeftAlone() throws Exception {
    assertThat(json(scrubber.scrub(new SentryEvent(), hint))).isNotEmpty();
  }

  private static void plant(SentryBaseEvent event) {
    event.setRelease("bot@1");
    event.setEnvironment("test");
    event.setDist(PLANTED);
    event.setServerName("alices-laptop");
    event.setTag("job", "12");
    event.setTag("tag", PLANTED);
    event.setExtra("extra", PLANTED);
    User user = new User();
    user.setId("4711");
    user.setUsername("alice");
    user.setEmail("alice@example.org");
    user.setIpAddress("{{auto}}");
    user.setData(Map.of("said", PLANTED));
    event.setUser(user);
    Request request = new Request();
    request.setUrl(FILE_URL);
    request.setQueryString(PLANTED);
    request.setCookies(PLANTED);
    request.setData(PLANTED);
    request.setHeaders(Map.of("Authorization", PLANTED));
    event.setRequest(request);
    SpanContext trace =
        new SpanContext(new SentryId("a".repeat(32)), new SpanId(), "x", null, null);
    trace.setDescription(PLANTED);
    trace.setTag("tag", PLANTED);
    trace.setData("data", PLANTED);
    event.getContexts().setTrace(trace);
    event.getContexts().setRuntime(new SentryRuntime());
    event.getContexts().put("MDC", Map.of("chat", PLANTED));
    event.getContexts().put("more", PLANTED);
    event.setBreadcrumbs(List.of(breadcrumb()));
  }

  private static Breadcrumb breadcrumb() {
    Breadcrumb breadcrumb = new Breadcrumb("asked " + PLANTED);
    breadcrumb.setCategory("org.voice2text.Test");
    breadcrumb.setType(PLANTED);
    breadcrumb.setData("url", FILE_URL);
    breadcrumb.setUnknown(Map.of("x", PLANTED));
    return breadcrumb;
  }

  private static SentryException exception() {
    SentryStackFrame frame = new SentryStackFrame();
    frame.setFunction("run");
    frame.setLineno(17);
    frame.setVars(Map.of("text", PLANTED));
    frame.setContextLine(PLANTED);
    frame.setPreContext(List.of(PLANTED));
    frame.setAbsPath(PLANTED);
    Mechanism mechanism = new Mechanism();
    mechanism.setDescription(PLANTED);
    mechanism.setData(Map.of("x", PLANTED));
    SentryException exception = new SentryException();
    exception.setType("IOException");
    exception.setModule("java.io");
    exception.setValue("cannot read " + PLANTED);
    exception.setMechanism(mechanism);
    exception.setStacktrace(new SentryStackTrace(List.of(frame)));
    exception.setUnknown(Map.of("x", PLANTED));
    return exception;
  }

  private static SentryThread thread() {
    SentryThread thread = new SentryThread();
    thread.setName(PLANTED);
    return thread;
  }

  private static String json(JsonSerializable event) throws Exception {
    StringWriter out = new StringWriter();
    new JsonSerializer(new SentryOptions()).serialize(event, out);
    return out.toString();
  }
}
