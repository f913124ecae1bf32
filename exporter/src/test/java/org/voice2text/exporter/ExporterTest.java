package org.voice2text.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.exporter.live.TestBot;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// The whole program, as a process.
@Timeout(120)
@Tag("slow")
class ExporterTest {
  @TempDir Path folder;

  @Test
  void startsWithNeitherBotNorDatabaseAndPicksUpBoth() throws Exception {
    try (ExporterProcess exporter = ExporterProcess.start(folder, Map.of())) {
      URI metrics = exporter.awaitReady();
      assertThat(ExporterProcess.get(metrics))
          .contains("\nbot_health 0.0\n", "exporter_collector_up{collector=\"business\"} 0.0\n");
      assertThat(ExporterProcess.get(metrics.resolve("/health")))
          .startsWith("{\"status\":\"degraded\"");

      try (Database _ =
              Database.openWriter(folder.resolve("data/voice2text.db"), DatabaseObserver.NONE);
          TestBot bot = new TestBot(socket(), "a")) {
        bot.counter.inc();
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> {
              bot.push();
              String answer = ExporterProcess.get(metrics);
              return answer.contains("\nbot_health 1.0\n")
                  && answer.contains("\nbot_operations_total 1.0\n")
                  && answer.contains("\nbot_users_total 0.0\n")
                  && answer.contains("exporter_collector_up{collector=\"business\"} 1.0\n");
            });
        assertThat(ExporterProcess.get(metrics.resolve("/health")))
            .startsWith("{\"status\":\"healthy\"");
      }
      assertThat(exporter.stop()).isZero();
      assertThat(exporter.restOfOutput()).isEmpty();
      assertThat(folder.resolve("data/live.sock")).doesNotExist();
    }
  }

  @Test
  void servesNoSmallerCountAfterAnyKill() throws Exception {
    try (ExporterProcess first = ExporterProcess.start(folder, Map.of())) {
      URI metrics = first.awaitReady();
      try (TestBot clean = new TestBot(socket(), "clean");
          TestBot killed = new TestBot(socket(), "killed")) {
        clean.counter.inc(3);
        clean.push();
        clean.goodbye();
        killed.counter.inc(4);
        killed.push();
        await().until(() -> ExporterProcess.get(metrics).contains("\nbot_operations_total 7.0\n"));
      }
      first.kill();
    }
    assertThat(folder.resolve("data/live.sock")).exists();
    try (ExporterProcess second = ExporterProcess.start(folder, Map.of())) {
      URI metrics = second.awaitReady();
      assertThat(ExporterProcess.get(metrics)).contains("\nbot_operations_total 7.0\n");
      try (TestBot next = new TestBot(socket(), "next")) {
        next.counter.inc();
        next.push();
        await().until(() -> ExporterProcess.get(metrics).contains("\nbot_operations_total 8.0\n"));
      }
      second.kill();
    }
  }

  @Test
  void leavesTheSocketOfAnotherExporterAlone() throws Exception {
    try (ExporterProcess winner = ExporterProcess.start(folder, Map.of())) {
      winner.awaitReady();
      try (ExporterProcess loser = ExporterProcess.start(folder, Map.of())) {
        assertThat(loser.exitCode()).isEqualTo(3);
        assertThat(loser.errors())
            .contains("LIVE_SOCKET=data/live.sock is in use: another exporter listens there.");
      }
      assertThat(winner.stop()).isZero();
    }
  }

  /// Both find the socket that a killed exporter left behind.
  @Test
  void givesTheSocketToOneOfTwoThatStartAtTheSameMoment() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    killed.bind(UnixDomainSocketAddress.of(data.resolve("live.sock"))).close();
    FileChannel lockFile =
        FileChannel.open(
            data.resolve("live.sock.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = lockFile.lock();
    try (ExporterProcess one = ExporterProcess.start(folder, Map.of());
        ExporterProcess other = ExporterProcess.start(folder, Map.of())) {
      for (ExporterProcess process : List.of(one, other)) {
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> process.errors().contains("Settings in effect:"));
      }
      lock.release();
      lockFile.close();

      await().atMost(Duration.ofSeconds(30)).until(() -> !one.isAlive() || !other.isAlive());
      ExporterProcess winner = one.isAlive() ? one : other;
      ExporterProcess loser = one.isAlive() ? other : one;
      assertThat(loser.exitCode()).isEqualTo(3);
      assertThat(loser.errors())
          .contains("LIVE_SOCKET=data/live.sock is in use: another exporter listens there.");
      URI metrics = winner.awaitReady();
      try (TestBot bot = new TestBot(socket(), "a")) {
        bot.push();
        await().until(() -> ExporterProcess.get(metrics).contains("\nbot_health 1.0\n"));
      }
      assertThat(winner.stop()).isZero();
    }
  }

  @Test
  void saysAllThatIsWrongWithTheSettings() throws Exception {
    try (ExporterProcess exporter =
        ExporterProcess.start(
            folder,
            Map.of(
                "LIVE_SOCKET", "tcp://10.0.0.1:1", "METRICS_USER", "ops", "TIME_ZONE", "+05:07"))) {
      assertThat(exporter.exitCode()).isEqualTo(2);
      assertThat(exporter.errors())
          .contains("The configuration has 3 problems:")
          .contains(
              "TIME_ZONE=+05:07: its offset must be a multiple of 15 minutes; use a name such as Europe/Berlin")
          .contains("LIVE_SOCKET=tcp://10.0.0.1:1: must name a loopback address")
          .contains("METRICS_USER, METRICS_PASSWORD: set both, or neither");
      assertThat(exporter.restOfOutput()).isEmpty();
    }
  }

  @Test
  void reportsItsErrorsToSentry() throws Exception {
    List<String> reports = new CopyOnWriteArrayList<>();
    HttpServer sentry =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sentry.createContext(
        "/api/7/envelope/",
        exchange -> {
          try (exchange;
              GZIPInputStream in = new GZIPInputStream(exchange.getRequestBody())) {
            reports.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    sentry.start();
    Path checkpoint = Files.createDirectories(folder.resolve("data")).resolve("exporter.ledger");
    Files.writeString(checkpoint, "not a checkpoint");
    Map<String, String> settings =
        Map.of("SENTRY_DSN", "http://key@127.0.0.1:%d/7".formatted(sentry.getAddress().getPort()));
    try (ExporterProcess exporter = ExporterProcess.start(folder, settings)) {
      exporter.awaitReady();
      await().until(() -> !reports.isEmpty());
      assertThat(exporter.stop()).isZero();
    } finally {
      sentry.stop(0);
    }
    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst())
        .contains(
            "\"level\":\"error\"",
            "The checkpoint",
            "\"process\":\"exporter\"",
            "\"environment\":\"production\"",
            "\"release\":\"voice2text@");
  }

  private LiveAddress socket() {
    return LiveAddress.parse(folder.resolve("data/live.sock").toString());
  }
}
