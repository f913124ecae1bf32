package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voice2text.sandbox.stage.AppProcess;
import org.voice2text.sandbox.stage.FreePort;
import org.voice2text.sandbox.system.ReverseProxy.Site;

/// The examples of reverse proxies, run by the proxies themselves, before the real exporter's
/// dashboard, and servers that tell what reaches Grafana and the bot.
@Tag("system")
@Timeout(120)
class ReverseProxyTest {
  private static final String MAIN = "voice2text.example.org";
  private static final String STATUS = "status.voice2text.example.org";
  private static final String[] PASSWORD = {
    "--user", ReverseProxy.USER + ":" + ReverseProxy.PASSWORD
  };

  @TempDir private Path folder;
  private Scene scene;
  private HttpServer bot;
  private HttpServer grafana;
  private Path certificate;
  private Site site;

  @BeforeEach
  void start() throws Exception {
    scene = new Scene(folder.resolve("stage"));
    scene.startExporter();
    bot = telling("bot");
    grafana = telling("Grafana");
    certificate = SelfSigned.write(folder, MAIN, STATUS);
    site = new Site(FreePort.find(), address(bot), address(grafana), scene.dashboard());
  }

  @AfterEach
  void stop() {
    bot.stop(0);
    grafana.stop(0);
    scene.close();
  }

  @ParameterizedTest
  @EnumSource
  void asksForAPasswordBeforeTheDashboard(ReverseProxy kind) throws Exception {
    try (AppProcess _ = started(kind)) {
      assertThat(ask(STATUS, "/")).endsWith("\n401").doesNotContain("assets/");
      assertThat(ask(STATUS, "/api/summary")).endsWith("\n401").doesNotContain("{");
      assertThat(ask(STATUS, "/", "--user", "me:wrong")).endsWith("\n401");

      String page = ask(STATUS, "/", PASSWORD);
      assertThat(page).endsWith("\n200");
      Matcher asset = Pattern.compile("\"/?(assets/[^\"]+\\.js)\"").matcher(page);
      assertThat(asset.find()).isTrue();
      assertThat(ask(STATUS, "/" + asset.group(1), PASSWORD)).endsWith("\n200");
      assertThat(ask(STATUS, "/api/summary", PASSWORD)).startsWith("{").endsWith("\n200");
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsThePageOfChangesAsTheyCome(ReverseProxy kind) throws Exception {
    try (AppProcess _ = started(kind)) {
      String told = ask(STATUS, "/api/events", "--user", PASSWORD[1], "--no-buffer", "-m", "3");
      assertThat(told).contains("data: {").contains("timed out").endsWith("\n200");
    }
  }

  @ParameterizedTest
  @EnumSource
  void handsTheWebhookToTheBotAndTheRestToGrafana(ReverseProxy kind) throws Exception {
    try (AppProcess _ = started(kind)) {
      assertThat(ask(MAIN, "/telegram/1000001", "--data", "{}", "-H", "X-Telegram: 1"))
          .isEqualTo("bot POST /telegram/1000001 telegram=1 upgrade=null\n200");
      assertThat(ask(MAIN, "/api/live/ws", "-H", "Connection: Upgrade", "-H", "Upgrade: websocket"))
          .isEqualTo("Grafana GET /api/live/ws telegram=null upgrade=websocket\n200");
    }
  }

  private AppProcess started(ReverseProxy kind) throws IOException {
    AppProcess proxy = kind.start(folder, site);
    await()
        .atMost(Scene.PATIENCE)
        .failFast("the proxy ended", () -> assertThat(proxy.isAlive()).as(proxy.output()).isTrue())
        .until(() -> ask(MAIN, "/").endsWith("\n200"));
    return proxy;
  }

  private String ask(String host, String path, String... more)
      throws IOException, InterruptedException {
    return ReverseProxy.curl(certificate, site, host, path, more);
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Answers with what it was asked.
  private static HttpServer telling(String name) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] text =
              "%s %s %s telegram=%s upgrade=%s"
                  .formatted(
                      name,
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("X-Telegram"),
                      exchange.getRequestHeaders().getFirst("Upgrade"))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
    return server;
  }
}
