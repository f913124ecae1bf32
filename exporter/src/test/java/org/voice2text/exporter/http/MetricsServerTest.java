package org.voice2text.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.exporter.http.ScrapeSource.Reading;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.StartupException;
import org.voice2text.model.health.HealthCheck.Finding;
import org.voice2text.model.health.HealthReport;

@Timeout(30)
class MetricsServerTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<MetricsServer> servers = new ArrayList<>();
  private HealthReport report = report(Finding.healthy("listening"));

  @AfterEach
  void stop() {
    servers.forEach(MetricsServer::close);
    client.close();
  }

  @Test
  void servesTheFormatThatIsAskedFor() throws Exception {
    MetricsServer server = start(Optional.empty());

    assertThat(get(server, "/metrics").body()).contains("# TYPE fine gauge\nfine 1.0\n");
    assertThat(get(server, "/metrics", "Accept", "application/openmetrics-text").body())
        .endsWith("# EOF\n");
    assertThat(
            get(
                    server,
                    "/metrics",
                    "Accept",
                    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited")
                .headers()
                .firstValue("Content-Type")
                .orElseThrow())
        .startsWith("application/vnd.google.protobuf");
    HttpResponse<byte[]> zipped =
        client.send(
            request(server, "/metrics", "Accept-Encoding", "gzip").build(),
            HttpResponse.BodyHandlers.ofByteArray());
    try (var body = new GZIPInputStream(new java.io.ByteArrayInputStream(zipped.body()))) {
      assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).contains("fine 1.0\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'',fine other",
    "?name[]=fine,fine",
    "?name%5B%5D=other&name%5B%5D=fine,fine other",
    "?name[]=other_total,other",
    "?name[]=oth,''",
    "?something=else,fine other"
  })
  void servesTheFamiliesThatAreAskedFor(String query, String expected) throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:%d/metrics%s"
                            .formatted(
                                start(Optional.empty()).port(),
                                query.replace("[", "%5b").replace("]", "%5D"))))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(
            response
                .body()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("exporter_"))
                .map(line -> line.replaceFirst("(_total)? .*", "")))
        .containsExactly(expected.isEmpty() ? new String[0] : expected.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|true",
        "deflate, gzip;q=1.0, *;q=0.5|true",
        "GZIP|true",
        "gzip;q=0|false",
        "gzip; q=0.0|false",
        "identity|false"
      })
  void compressesForThoseWhoTakeIt(String header, boolean compressed) throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            request(start(Optional.empty()), "/metrics", "Accept-Encoding", header).build(),
            HttpResponse.BodyHandlers.ofByteArray());

    assertThat(response.headers().firstValue("Content-Encoding"))
        .isEqualTo(compressed ? Optional.of("gzip") : Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/,200",
    "GET,/metrics,200",
    "HEAD,/metrics,200",
    "HEAD,/,200",
    "GET,/health,200",
    "GET,/health/ready,200",
    "GET,/health/live,200",
    "GET,/metrics/more,404",
    "GET,/metrics/,404",
    "GET,/metricsmore,404",
    "GET,/healthy,404",
    "GET,/nothing,404",
    "POST,/metrics,405",
    "DELETE,/,405"
  })
  void answersEachPathAndMethod(String method, String path, int status) throws Exception {
    MetricsServer server = start(Optional.empty());

    HttpResponse<String> response =
        client.send(
            request(server, path, "Accept-Encoding", "gzip")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).doesNotContain("Exception", "\tat ");
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    report = report(Finding.unhealthy("closed"));
    MetricsServer server = start(Optional.empty());

    HttpResponse<String> health = get(server, "/health");

    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.body())
        .isEqualTo(
            "{\"status\":\"unhealthy\",\"checks\":{\"live_socket\":{\"healthy\":false,\"message\":\"closed\",\"latency_ms\":2.0}}}");
    assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
    assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/metrics", "/health", "/health/live", "/nothing"})
  void asksForTheName(String path) throws Exception {
    MetricsServer server = start(Optional.of(new Credentials("ops", "pass:wörd")));

    HttpResponse<String> denied = get(server, path);
    assertThat(denied.statusCode()).isEqualTo(401);
    assertThat(denied.headers().firstValue("WWW-Authenticate"))
        .contains("Basic realm=\"exporter\", charset=\"UTF-8\"");
    assertThat(get(server, path, "Authorization", basic("ops:wrong")).statusCode()).isEqualTo(401);
    assertThat(get(server, path, "Authorization", "Bearer x").statusCode()).isEqualTo(401);
    assertThat(get(server, path, "Authorization", basic("ops:pass:wörd")).statusCode())
        .isIn(200, 404);
  }

  @Test
  void isNotHeldUpBySlowClients() throws Exception {
    MetricsServer server = start(Optional.empty());
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket
            .getOutputStream()
            .write("GET /metrics HTTP/1.1\r\nHost: x\r\nX-".getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
      }
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        answers.add(
            client.sendAsync(
                request(server, "/metrics").build(), HttpResponse.BodyHandlers.ofString()));
      }
      for (var answer : answers) {
        assertThat(answer.get().statusCode()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void saysThatThePortIsTaken() {
    int port = start(Optional.empty()).port();

    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() ->
            start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Optional.empty()))
        .withMessageStartingWith("METRICS_HOST=localhost, METRICS_PORT=" + port)
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CANNOT_OPEN));
  }

  private MetricsServer start(Optional<Credentials> credentials) {
    return start(ANY_PORT, credentials);
  }

  private MetricsServer start(InetSocketAddress address, Optional<Credentials> credentials) {
    GaugeSnapshot fine =
        GaugeSnapshot.builder()
            .name("fine")
            .dataPoint(GaugeDataPointSnapshot.builder().value(1).build())
            .build();
    CounterSnapshot other =
        CounterSnapshot.builder()
            .name("other")
            .dataPoint(CounterDataPointSnapshot.builder().value(1).build())
            .build();
    MetricsServer server =
        MetricsServer.start(
            address,
            credentials,
            List.of(new ScrapeSource("test", () -> Reading.fresh(List.of(fine, other)))),
            Duration.ofSeconds(5),
            new CollectorStates(),
            () -> report);
    servers.add(server);
    return server;
  }

  private static HealthReport report(Finding finding) {
    return new HealthReport(
        List.of(new HealthReport.Result("live_socket", true, finding, Duration.ofMillis(2))));
  }

  private static String basic(String text) {
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpRequest.Builder request(MetricsServer server, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> get(MetricsServer server, String path, String... headers)
      throws IOException, InterruptedException {
    return client.send(
        request(server, path, headers).build(), HttpResponse.BodyHandlers.ofString());
  }
}
