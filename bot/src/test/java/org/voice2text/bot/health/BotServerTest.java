package org.voice2text.bot.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telegram.UpdateStore;
import org.voice2text.bot.telegram.Webhook;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.Series;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.StartupException;
import org.voice2text.model.health.HealthCheck;
import org.voice2text.model.health.HealthCheck.Finding;
import org.voice2text.model.health.HealthChecks;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

@Timeout(60)
class BotServerTest {
  private static final String SECRET = "s3cret";
  private static final String PATH = Webhook.PATH + FakeTelegram.BOT;
  private static final String UPDATE = FakeTelegram.message(1, 42, "\"text\": \"x\"");

  private final Instruments instruments = new Instruments();
  private final FakeTelegram telegram = new FakeTelegram();
  private final OkHttpClient http = new OkHttpClient();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicReference<Finding> finding = new AtomicReference<>(Finding.healthy("fine"));
  private final List<Incoming> handled = new CopyOnWriteArrayList<>();
  @TempDir private Path folder;
  private Database database;
  private TelegramHost host;
  private BotServer server;

  @BeforeEach
  void open() {
    database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE);
    host =
        new TelegramHost(
            List.of(FakeTelegram.token()),
            telegram.uri(),
            http,
            database,
            new Webhook(URI.create("https://bot.example"), SECRET),
            InstantSource.system());
    host.start(
        incoming -> {
          boolean _ =
              database.transaction("test", h -> UpdateStore.finish(h, incoming.update(), 1));
          handled.add(incoming);
          return Duration.ZERO;
        },
        _ -> {});
    server = start("127.0.0.1", 0);
  }

  private BotServer start(String address, int port) {
    HealthCheck check = new HealthCheck("part", true, Duration.ofSeconds(20), () -> finding.get());
    return BotServer.start(
        address, port, new HealthChecks(List.of(check), InstantSource.system()), host, instruments);
  }

  @AfterEach
  void close() {
    server.close();
    host.close();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    client.close();
    telegram.close();
    database.close();
  }

  @Test
  void tellsThatItLivesWhateverItsPartsDo() throws Exception {
    finding.set(Finding.unhealthy("broken"));
    HttpResponse<String> live = get("/health/live");
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(live.body()).isEqualTo("{\"status\": \"healthy\"}");
    assertThat(live.headers().firstValue("Content-Type")).contains("application/json");
  }

  @Test
  void tellsThatItCanServe() throws Exception {
    for (String path : List.of("/health", "/health/ready")) {
      HttpResponse<String> response = get(path);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .matches(
              "\\{\"status\":\"healthy\",\"checks\":\\{\"part\":\\{\"healthy\":true,\"message\":\"fine\",\"latency_ms\":[0-9.E-]+}}}");
    }
  }

  @Test
  void tellsThatItCannotServe() throws Exception {
    finding.set(Finding.unhealthy("broken"));
    HttpResponse<String> response = get("/health/ready");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("\"status\":\"unhealthy\"", "\"message\":\"broken\"");
  }

  @Test
  void takesAPostedUpdateOnceItIsCommitted() throws Exception {
    assertThat(post(PATH, SECRET, UPDATE).statusCode()).isEqualTo(200);
    assertThat(count("select count(*) from updates")).isEqualTo(1);
    assertThat(post(PATH, SECRET, UPDATE).statusCode()).isEqualTo(200);
    assertThat(count("select count(*) from updates")).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNotTelegrams() throws Exception {
    assertThat(post(PATH, null, UPDATE).statusCode()).isEqualTo(401);
    assertThat(post(PATH, "wrong", UPDATE).statusCode()).isEqualTo(401);
    assertThat(post(PATH, SECRET, "{").statusCode()).isEqualTo(400);
    assertThat(post(Webhook.PATH + "5", SECRET, UPDATE).statusCode()).isEqualTo(404);
    assertThat(post(Webhook.PATH + "x", SECRET, UPDATE).statusCode()).isEqualTo(404);
    assertThat(post(Webhook.PATH + "99999999999999999999", SECRET, UPDATE).statusCode())
        .isEqualTo(404);
    assertThat(count("select count(*) from updates")).isZero();
  }

  @Test
  void asksForARepetitionWhenItCannotStoreAnUpdate() throws Exception {
    database.close();
    HttpResponse<String> response = post(PATH, SECRET, UPDATE);
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void refusesAnUpdateThatIsTooLarge() throws Exception {
    assertThat(post(PATH, SECRET, "x".repeat(1_100_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void knowsNothingElse() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/metrics").statusCode()).isEqualTo(404);
    assertThat(get(PATH).statusCode()).isIn(404, 405);
  }

  @Test
  void countsItsRequests() throws Exception {
    get("/health/live");
    finding.set(Finding.unhealthy("broken"));
    get("/health");
    get("/secret/path?token=1");
    post(PATH, SECRET, UPDATE);
    post(PATH, "wrong", UPDATE);
    post(PATH, SECRET, "x".repeat(1_100_000));
    request(HttpRequest.newBuilder().method("PROPFIND", BodyPublishers.noBody()), "/health");
    database.close();
    post(PATH, SECRET, UPDATE.replace("\"update_id\": 1", "\"update_id\": 2"));
    assertThat(Series.moved(instruments, LiveMetrics.HTTP_REQUESTS))
        .containsEntry("{handler=\"health\",method=\"GET\",status=\"2xx\"}", 1.0)
        .containsEntry("{handler=\"health\",method=\"GET\",status=\"5xx\"}", 1.0)
        .containsEntry("{handler=\"other\",method=\"GET\",status=\"4xx\"}", 1.0)
        .containsEntry("{handler=\"webhook\",method=\"POST\",status=\"2xx\"}", 1.0)
        .containsEntry("{handler=\"webhook\",method=\"POST\",status=\"4xx\"}", 2.0)
        .containsEntry("{handler=\"webhook\",method=\"POST\",status=\"5xx\"}", 1.0);
    assertThat(Series.moved(instruments, LiveMetrics.HTTP_IN_PROGRESS)).isEmpty();
    assertThat(Series.moved(instruments, LiveMetrics.HTTP_REQUEST_DURATION))
        .containsEntry("{handler=\"webhook\",method=\"POST\"}", 4.0);
  }

  @Test
  void saysWhichPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(StartupException.class)
          .isThrownBy(() -> start("127.0.0.1", taken.getLocalPort()))
          .withMessage(
              "BOT_HTTP_PORT=%d on 127.0.0.1 cannot be opened; is another bot running? Stop it, or choose another port."
                  .formatted(taken.getLocalPort()))
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CANNOT_OPEN));
    }
  }

  @Test
  void saysWhichAddressIsNoneOfThisMachine() {
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> start("192.0.2.1", 0))
        .withMessageStartingWith("BOT_HTTP_PORT=0 on 192.0.2.1 cannot be opened; ")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CANNOT_OPEN));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return request(HttpRequest.newBuilder().GET(), path);
  }

  private HttpResponse<String> post(String path, String secret, String body) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder().POST(BodyPublishers.ofString(body));
    if (secret != null) {
      request.header(Webhook.SECRET_HEADER, secret);
    }
    return request(request, path);
  }

  private HttpResponse<String> request(HttpRequest.Builder request, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(request.uri(uri).build(), BodyHandlers.ofString());
  }

  private int count(String sql) {
    return database.transaction("test", h -> h.createQuery(sql).mapTo(Integer.class).one());
  }
}
