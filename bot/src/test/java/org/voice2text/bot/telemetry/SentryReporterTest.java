package org.voice2text.bot.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sentry.Breadcrumb;
import io.sentry.JsonSerializer;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.protocol.Message;
import io.sentry.protocol.Request;
import io.sentry.protocol.SentryException;
import io.sentry.protocol.User;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentryReporterTest {
  private static final String TOKEN = "123456789:AAFthisIsNotARealTokenAtAll_0123";

  @Test
  void nothingSecretOrPersonalIsInAScrubbedEvent() throws Exception {
    SentryEvent event = new SentryEvent();
    Message message = new Message();
    message.setMessage("calling bot" + TOKEN + " {}");
    message.setFormatted("calling bot" + TOKEN + " failed");
    message.setParams(Arrays.asList("https://api.telegram.org/bot" + TOKEN, null));
    event.setMessage(message);
    SentryException exception = new SentryException();
    exception.setType("java.io.IOException");
    exception.setValue("https://api.telegram.org/bot" + TOKEN + "/getMe");
    event.setExceptions(List.of(exception));
    User user = new User();
    user.setId("4711");
    user.setUsername("alice");
    event.setUser(user);
    Request request = new Request();
    request.setUrl("https://bot.example/telegram/" + TOKEN);
    event.setRequest(request);
    event.setExtra("address", TOKEN);
    event.setTag("address", TOKEN);
    event.setServerName("alices-laptop");
    event.getContexts().put("MDC", Map.of("chat", "alice"));
    event.setBreadcrumbs(List.of(breadcrumb()));

    SentryReporter.scrub(event);

    assertThat(json(event))
        .contains("calling bot***", "java.io.IOException", "bot***/getMe")
        .doesNotContain("AAF", "alice", "4711");
  }

  @Test
  void anEventWithNothingInItIsLeftAlone() throws Exception {
    assertThat(json(SentryReporter.scrub(new SentryEvent()))).isNotEmpty();
  }

  @Test
  void aBreadcrumbKeepsItsMaskedMessageOnly() {
    Breadcrumb scrubbed = SentryReporter.scrub(breadcrumb());
    assertThat(scrubbed.getMessage()).isEqualTo("asked ***");
    assertThat(scrubbed.getData()).isEmpty();
  }

  @Test
  void refusesAnAddressThatIsNoneWithoutShowingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SentryReporter.start("https://no-key-here/", "test", "v", 0))
        .withMessage("must be an address such as https://KEY@HOST/PROJECT, as Sentry shows it")
        .satisfies(e -> assertThat(e.getCause()).isNull());
  }

  private static Breadcrumb breadcrumb() {
    Breadcrumb breadcrumb = new Breadcrumb("asked " + TOKEN);
    breadcrumb.setData("url", "https://api.telegram.org/bot" + TOKEN);
    return breadcrumb;
  }

  private static String json(SentryEvent event) throws Exception {
    StringWriter out = new StringWriter();
    new JsonSerializer(new SentryOptions()).serialize(event, out);
    return out.toString();
  }
}
