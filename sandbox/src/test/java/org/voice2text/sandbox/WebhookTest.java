package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {
  private final SandboxServer sandbox = Sandbox.start(0);
  private final TestBot bot = new TestBot(sandbox);
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private final List<String> secrets = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private HttpServer receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/hook", this::receive);
    receiver.start();
  }

  @AfterEach
  void stop() {
    bot.close();
    sandbox.close();
    receiver.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    secrets.add(
        String.valueOf(exchange.getRequestHeaders().getFirst("X-Telegram-Bot-Api-Secret-Token")));
    texts.add(TestBot.json(body).at("/message/text").asText());
    exchange.sendResponseHeaders(refusals.getAndDecrement() > 0 ? 503 : 200, -1);
    exchange.close();
  }

  private void setWebhook() throws Exception {
    bot.call(
            "setWebhook",
            "{'url':'http://127.0.0.1:%d/hook','secret_token':'s3cret'}"
                .formatted(receiver.getAddress().getPort()))
        .result();
  }

  private void write(String text) {
    sandbox.world().sendText(TestBot.ID, sandbox.world().alice(), text);
  }

  @Test
  void deliversInOrderWithTheSecretAndRepeatsWhatIsRefused() throws Exception {
    refusals.set(2);
    write("before");
    setWebhook();
    write("after");

    await().until(() -> sandbox.world().pendingUpdates(TestBot.ID).isEmpty());
    assertThat(texts).containsExactly("before", "before", "before", "after");
    assertThat(secrets).containsOnly("s3cret");
    assertThat(bot.call("getWebhookInfo", "{}").result().path("last_error_message").asText())
        .isEqualTo("Wrong response from the webhook: 503");
  }

  @Test
  void stopsWhenTheWebhookIsDeleted() throws Exception {
    setWebhook();
    bot.call("deleteWebhook", "{}").result();
    write("kept");

    assertThat(bot.call("getUpdates", "{}").result()).hasSize(1);
    assertThat(texts).isEmpty();
    assertThat(bot.call("getWebhookInfo", "{}").result().path("url").asText()).isEmpty();
  }

  @Test
  void refusesASecretWithOtherCharacters() throws Exception {
    assertThat(
            bot.call("setWebhook", "{'url':'https://example.org','secret_token':'a b'}")
                .description())
        .isEqualTo("Bad Request: secret token contains unallowed characters");
  }
}
