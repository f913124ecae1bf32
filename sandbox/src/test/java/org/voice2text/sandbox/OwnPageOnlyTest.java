package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What other pages in the same browser try, byte by byte.
class OwnPageOnlyTest {
  private static final String HOOK =
      "/bot" + TestBot.TOKEN + "/setWebhook?url=http://203.0.113.7/steal";
  private final SandboxServer sandbox = Sandbox.start(0);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  /// @return the status
  private int ask(String method, String path, String host, String... headers) throws IOException {
    int port = sandbox.uri().getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      StringBuilder request = new StringBuilder();
      request.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
      request.append("Host: ").append(host.replace("PORT", Integer.toString(port))).append("\r\n");
      for (String header : headers) {
        request.append(header.replace("PORT", Integer.toString(port))).append("\r\n");
      }
      request.append("Content-Length: 0\r\nConnection: close\r\n\r\n");
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }

  private String webhook() throws Exception {
    try (TestBot bot = new TestBot(sandbox)) {
      return bot.call("getWebhookInfo", "{}").result().path("url").asText();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Origin: http://evil.example",
        "Origin: http://127.0.0.1:1",
        "Origin: https://127.0.0.1:PORT",
        "Origin: null"
      })
  void noOtherPageTakesTheBot(String header) throws Exception {
    for (String method : List.of("GET", "POST")) {
      assertThat(ask(method, HOOK, "127.0.0.1:PORT", header)).as(method).isEqualTo(403);
    }
    // A link or a form leads away from the other page, and still comes from there.
    assertThat(ask("GET", HOOK, "127.0.0.1:PORT", header, "Sec-Fetch-Mode: navigate"))
        .isEqualTo(403);
    assertThat(webhook()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/bot42:AAF-secret_part/getUpdates",
    "GET,/file/bot42:AAF-secret_part/voice/file_0.oga",
    "GET,/chat/state",
    "POST,/chat/release",
    "GET,/v1/models",
    "POST,/v1/chat/completions",
    "POST,/sentry/api/1/envelope",
    "GET,/"
  })
  void aNameThatLeadsHereIsNotEnough(String method, String path) throws Exception {
    assertThat(ask(method, path, "evil.example:PORT")).isEqualTo(403);
    assertThat(ask(method, path, "127.0.0.1.evil.example:PORT")).isEqualTo(403);
    assertThat(ask(method, path, "")).isIn(400, 403);
    assertThat(ask(method, path, "127.0.0.1:PORT")).isNotEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:PORT", "localhost:PORT", "localhost", "[::1]:PORT", "sandbox:8090"})
  void programsAndTheOwnPageAreAnswered(String host) throws Exception {
    assertThat(ask("GET", HOOK, host)).isEqualTo(200);
    assertThat(webhook()).isEqualTo("http://203.0.113.7/steal");
    assertThat(ask("GET", "/chat/state", host, "Sec-Fetch-Site: same-origin")).isEqualTo(200);
    assertThat(ask("POST", "/chat/release", host, "Origin: http://" + host)).isEqualTo(200);
  }

  @Test
  void aLinkOnAnotherPageOpensTheChat() throws Exception {
    String[] link = {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"};
    assertThat(ask("GET", "/", "127.0.0.1:PORT", link)).isEqualTo(200);
    assertThat(ask("GET", "/", "127.0.0.1:PORT", "Sec-Fetch-Site: cross-site")).isEqualTo(403);
  }
}
