package org.voice2text.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.exporter.business.ReadOnlyDatabase;
import org.voice2text.exporter.http.CollectorStates;
import org.voice2text.exporter.http.MetricsServer;
import org.voice2text.exporter.http.ScrapeSource;
import org.voice2text.exporter.http.ScrapeSource.Reading;
import org.voice2text.exporter.live.LiveReceiver;
import org.voice2text.exporter.live.TestBot;
import org.voice2text.model.health.HealthCheck.Finding;
import org.voice2text.model.health.HealthChecks;
import org.voice2text.model.health.HealthReport;
import org.voice2text.model.live.LiveAddress;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// Each part of a real exporter is broken in turn.
@Timeout(60)
class HealthTest {
  @TempDir private Path folder;
  private final CollectorStates collectors = new CollectorStates();
  private LiveAddress address;
  private LiveReceiver live;
  private ReadOnlyDatabase database;

  @BeforeEach
  void start() {
    address = LiveAddress.parse(folder.resolve("live.sock").toString());
    live =
        LiveReceiver.start(
            address, folder.resolve("exporter.ledger"), Set.of(), InstantSource.system());
    database = new ReadOnlyDatabase(folder.resolve("v.db"));
  }

  @AfterEach
  void stop() {
    live.close();
    database.close();
  }

  @Test
  void servesWithNeitherBotNorDatabase() {
    HealthReport report = report();
    assertThat(report.status()).isEqualTo(HealthReport.Status.DEGRADED);
    assertThat(report.httpStatus()).isEqualTo(200);
    assertThat(findings(report))
        .isEqualTo(
            Map.of(
                "live_socket", Finding.healthy("listening"),
                "bot", Finding.unhealthy("no bot pushes"),
                "database",
                    Finding.unhealthy(
                        "the database does not exist yet; the bot creates it when it starts"),
                "collectors", Finding.healthy("nobody has asked for the metrics yet")));
  }

  @Test
  void isHealthyWithBoth() throws Exception {
    try (Database _ = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE);
        TestBot bot = new TestBot(address, "a")) {
      bot.push();
      await().until(() -> live.state().pushing() == 1);
      HealthReport report = report();
      assertThat(report.status()).isEqualTo(HealthReport.Status.HEALTHY);
      assertThat(findings(report))
          .containsEntry("bot", Finding.healthy("1 bot pushes"))
          .containsEntry("database", Finding.healthy("readable"));
    }
  }

  @Test
  void cannotServeWithoutItsSocket() {
    live.close();
    HealthReport report = report();
    assertThat(report.httpStatus()).isEqualTo(503);
    assertThat(findings(report).get("live_socket"))
        .isEqualTo(Finding.unhealthy("the live socket is closed"));
  }

  @Test
  void tellsOfADatabaseThatIsNoneWithoutNamingTheFile() throws Exception {
    Files.writeString(folder.resolve("v.db"), "this is not a database, but long enough for one");
    HealthReport report = report();
    assertThat(findings(report).get("database").healthy()).isFalse();
    assertThat(report.toJson()).doesNotContain("v.db", folder.toString());
  }

  @Test
  void tellsHowManyCollectorsWorkedWhenTheMetricsWereLastAskedFor() throws Exception {
    ScrapeSource good = new ScrapeSource("good", () -> Reading.fresh(List.of()));
    ScrapeSource bad =
        new ScrapeSource(
            "bad",
            () -> {
              throw new IllegalStateException("secret");
            });
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (MetricsServer server =
        MetricsServer.start(
            any,
            Optional.empty(),
            List.of(good, bad),
            Duration.ofSeconds(5),
            collectors,
            this::report)) {
      try (var in =
          URI.create("http://127.0.0.1:" + server.port() + "/metrics").toURL().openStream()) {
        assertThat(in.transferTo(new ByteArrayOutputStream())).isPositive();
      }
      HealthReport report = report();
      assertThat(report.status()).isEqualTo(HealthReport.Status.DEGRADED);
      assertThat(findings(report).get("collectors"))
          .isEqualTo(Finding.degraded("1 of 2 collectors work"));
    }
  }

  private HealthReport report() {
    try (HealthChecks checks =
        new HealthChecks(Health.checks(live, database, collectors), InstantSource.system())) {
      return checks.report();
    }
  }

  private static Map<String, Finding> findings(HealthReport report) {
    return report.results().stream()
        .collect(Collectors.toMap(HealthReport.Result::name, HealthReport.Result::finding));
  }
}
