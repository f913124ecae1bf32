package org.voice2text.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voice2text.exporter.http.ScrapeSource.Reading;
import org.voice2text.model.health.HealthReport;

/// Clients that take their answers at one byte a second hold up nobody.
@Timeout(60)
@Tag("slow")
class SlowReadersTest {
  private static final int CLIENTS = 50;
  private static final int SCRAPES = 40;
  private static final int SERIES = 6_000;

  @Test
  void slowReadersDoNotDelayANormalScrape() throws Exception {
    List<Socket> slow = new ArrayList<>();
    CountDownLatch stop = new CountDownLatch(1);
    try (MetricsServer server = start();
        HttpClient client = HttpClient.newHttpClient()) {
      URI metrics = URI.create("http://127.0.0.1:" + server.port() + "/metrics");
      Duration _ = median(client, metrics);
      Duration alone = median(client, metrics);
      for (int i = 0; i < CLIENTS; i++) {
        slow.add(ask(server.port()));
      }
      for (Socket socket : slow) {
        // The answer has begun and is far from its end: the server waits for this client.
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        socket.setSoTimeout(1);
      }
      Thread reader = Thread.ofPlatform().start(() -> readSlowly(slow, stop));

      Duration beside = median(client, metrics);

      stop.countDown();
      reader.join();
      // Both may be a millisecond or two, of which the noise of a shared machine makes much.
      assertThat(beside).isLessThan(alone.multipliedBy(5).plusMillis(100));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private static MetricsServer start() {
    GaugeSnapshot.Builder family = GaugeSnapshot.builder().name("many").help("Many series.");
    for (int i = 0; i < SERIES; i++) {
      family.dataPoint(
          GaugeDataPointSnapshot.builder()
              .value(i)
              .labels(Labels.of("series", "one of several thousand, number " + i))
              .build());
    }
    MetricSnapshot many = family.build();
    return MetricsServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Optional.empty(),
        List.of(new ScrapeSource("many", () -> Reading.fresh(List.of(many)))),
        Duration.ofSeconds(5),
        new CollectorStates(),
        () -> new HealthReport(List.of()));
  }

  /// With so small a buffer that the answer does not vanish in it.
  private static Socket ask(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1_024);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket
        .getOutputStream()
        .write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void readSlowly(List<Socket> sockets, CountDownLatch stop) {
    try {
      while (!stop.await(1, TimeUnit.SECONDS)) {
        for (Socket socket : sockets) {
          readOne(socket.getInputStream());
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void readOne(InputStream in) throws IOException {
    try {
      int _ = in.read();
    } catch (SocketTimeoutException _) {
      // Nothing there yet.
    }
  }

  private static Duration median(HttpClient client, URI uri) throws Exception {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < SCRAPES; i++) {
      long start = System.nanoTime();
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      times.add(Duration.ofNanos(System.nanoTime() - start));
      assertThat(answer.body()).contains("number 5999\"} 5999.0\n");
    }
    Collections.sort(times);
    return times.get(SCRAPES / 2);
  }
}
