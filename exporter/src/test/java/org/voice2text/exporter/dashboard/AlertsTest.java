package org.voice2text.exporter.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Alerts from a pretend Prometheus.
@Timeout(30)
class AlertsTest {
  private static final String FIRING =
      """
      {"status":"success","data":{"alerts":[
        {"labels":{"alertname":"HighDailyCost","severity":"warning"},"annotations":{"summary":"Dear today","runbook_url":"docs/runbooks.md#highdailycost"},
         "state":"firing","activeAt":"2026-06-15T12:00:00.5Z","value":"6e+02"},
        {"labels":{"alertname":"Soon"},"annotations":{},"state":"pending","activeAt":"2026-06-15T12:10:00Z","value":"1"},
        {"labels":{"alertname":"BotDown","severity":"critical"},
         "annotations":{"summary":"No bot","runbook_url":"https://example.org/runbooks#botdown"},
         "state":"firing","activeAt":"2026-06-15T12:20:00Z","value":"1e+00"},
        {"labels":{"alertname":"Odd"},"annotations":{"runbook_url":"javascript:alert(1)"},"state":"firing","activeAt":"then"}
      ]}}
      """;

  private HttpServer prometheus;
  private volatile String answer = FIRING;
  private volatile int status = 200;

  @BeforeEach
  void open() throws IOException {
    prometheus = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    prometheus.createContext(
        "/prom/api/v1/alerts",
        exchange -> {
          try (exchange) {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    prometheus.start();
  }

  @AfterEach
  void stop() {
    prometheus.stop(0);
  }

  @Test
  void saysThatNobodyIsAsked() {
    try (Alerts alerts = Alerts.start(Optional.empty(), InstantSource.system())) {
      assertThat(Json.text(alerts.page()))
          .isEqualTo("{\"configured\":false,\"reachable\":false,\"askedAt\":null,\"alerts\":[]}");
    }
  }

  @Test
  void showsThoseThatFireTheNewestFirst() {
    try (Alerts alerts = start()) {
      await().until(() -> Json.text(alerts.page()).contains("\"reachable\":true"));

      assertThat(Json.text(alerts.page()))
          .isEqualTo(
              "{\"configured\":true,\"reachable\":true,\"askedAt\":%d,\"alerts\":["
                      .formatted(DashboardFixture.NOW.toEpochMilli())
                  + "{\"name\":\"BotDown\",\"severity\":\"critical\",\"summary\":\"No bot\","
                  + "\"runbook\":\"https://example.org/runbooks#botdown\",\"since\":1781526000000},"
                  + "{\"name\":\"HighDailyCost\",\"severity\":\"warning\",\"summary\":\"Dear today\","
                  + "\"runbook\":\"docs/runbooks.md#highdailycost\",\"since\":1781524800500},"
                  + "{\"name\":\"Odd\",\"severity\":\"\",\"summary\":\"\",\"runbook\":\"\",\"since\":0}]}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "no json", "{\"data\":{}}", "", "{\"data\":"})
  void saysThatItIsNotReachableWhenItAnswersSomethingElse(String other) {
    answer = other;
    try (Alerts alerts = start()) {
      await().until(() -> !Json.text(alerts.page()).contains("\"askedAt\":null"));
      assertThat(Json.text(alerts.page())).contains("\"reachable\":false", "\"alerts\":[]");
    }
  }

  @Test
  void findsItAgain() {
    status = 503;
    try (Alerts alerts = start()) {
      await().until(() -> !Json.text(alerts.page()).contains("\"askedAt\":null"));
      assertThat(Json.text(alerts.page())).contains("\"reachable\":false");
      status = 200;
      await().until(() -> Json.text(alerts.page()).contains("BotDown"));
    }
  }

  private Alerts start() {
    URI address =
        URI.create("http://127.0.0.1:%d/prom/".formatted(prometheus.getAddress().getPort()));
    return Alerts.start(Optional.of(address), Duration.ofMillis(50), () -> DashboardFixture.NOW);
  }
}
