package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voice2text.sandbox.TestBot.Answer;

class SentryInboxTest {
  private static final String ENVELOPE =
      """
      {"event_id":"9ec79c33ec9942ab8353589fcb2e04dc"}
      {"type":"event","length":14}
      {"a":"line\\n"}
      {"type":"session"}
      {"b":2}
      """;

  private final SandboxServer sandbox = Sandbox.start(0);
  private final TestBot client = new TestBot(sandbox);

  @AfterEach
  void stop() {
    client.close();
    sandbox.close();
  }

  private Answer post(byte[] body, String encoding) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(sandbox.uri() + "/sentry/api/1/envelope/"))
            .header("Content-Type", "application/x-sentry-envelope")
            .header("Content-Encoding", encoding)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  @Test
  void keepsItems() throws Exception {
    Answer answer = post(ENVELOPE.getBytes(StandardCharsets.UTF_8), "identity");

    assertThat(answer.json().path("id").asText()).isEqualTo("9ec79c33ec9942ab8353589fcb2e04dc");
    assertThat(sandbox.sentry().bodies("event")).containsExactly("{\"a\":\"line\\n\"}");
    assertThat(sandbox.sentry().bodies("session")).containsExactly("{\"b\":2}");
    assertThat(sandbox.sentry().envelopes().getFirst().project()).isEqualTo("1");
  }

  @Test
  void unpacksGzip() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(ENVELOPE.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(post(packed.toByteArray(), "gzip").status()).isEqualTo(200);
    assertThat(sandbox.sentry().bodies("event")).hasSize(1);
  }

  @Test
  void refusesWhatIsNoEnvelope() throws Exception {
    assertThat(post("{}\n{\"length\":99}\nx".getBytes(StandardCharsets.UTF_8), "identity").status())
        .isEqualTo(400);
    assertThat(post("x".getBytes(StandardCharsets.UTF_8), "gzip").status()).isEqualTo(400);
    assertThat(sandbox.sentry().envelopes()).isEmpty();
  }
}
