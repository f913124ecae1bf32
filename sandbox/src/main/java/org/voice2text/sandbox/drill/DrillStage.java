package org.voice2text.sandbox.drill;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.Sandbox;
import org.voice2text.sandbox.SandboxServer;
import org.voice2text.sandbox.stage.AppProcess;
import org.voice2text.sandbox.stage.FreePort;
import org.voice2text.sandbox.stage.Stage;

/// Everything that stands between a fault and the operator's telephone, as real processes: a
/// sandbox, bot, exporter, Prometheus, Alertmanager and the operator's chat. Confined to one
/// thread.
final class DrillStage implements AutoCloseable {
  private static final Duration EVERYDAY_PAUSE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  final SandboxServer sandbox = Sandbox.start(0);
  final AlertInbox inbox = new AlertInbox();
  final Stage stage;
  final People people = new People(sandbox);

  private final Path folder;
  private final int metricsPort = FreePort.find();
  private final int prometheusPort = FreePort.find();
  private final AutoCloseable preparation;
  private String otherJobs = "";
  private @Nullable AutoCloseable everydayTalk;
  private @Nullable AppProcess bot;
  private @Nullable AppProcess exporter;
  private @Nullable AlertmanagerServer alertmanager;
  private @Nullable PrometheusServer prometheus;
  private @Nullable URI health;

  /// @throws Scenario.NotPossible if it cannot be prepared on this machine
  DrillStage(DrillPlace place, Scenario.Preparation preparation) throws Exception {
    folder = Files.createDirectories(place.folder());
    stage =
        new Stage(place.java(), place.project(), folder, sandbox.uri())
            .with("METRICS_PORT", Integer.toString(metricsPort))
            .with("TIME_ZONE", "UTC");
    try {
      this.preparation = preparation.prepare(stage);
    } catch (Exception e) {
      sandbox.close();
      inbox.close();
      throw e;
    }
  }

  /// Starts all and waits until Prometheus sees a healthy bot. From then on somebody speaks now and
  /// then.
  ///
  /// @param factor by which the times of the rules are divided
  void start(int factor) throws IOException, InterruptedException {
    MonitoringFiles.write(folder, factor, inbox);
    alertmanager = AlertmanagerServer.start(folder);
    Files.writeString(folder.resolve("prometheus.yml"), configuration());
    startExporter();
    startBot();
    prometheus = PrometheusServer.start(folder, prometheusPort);
    everydayTalk = people.keepSpeaking(EVERYDAY_PAUSE);
    await("a healthy bot in Prometheus", PATIENCE, () -> prometheus().value("bot_health") == 1);
  }

  private String configuration() {
    return """
    global:
      scrape_interval: 1s
      scrape_timeout: 1s
      evaluation_interval: 1s
      external_labels: {environment: drill}
    rule_files: ["prometheus/rules/*.yml"]
    alerting:
      alertmanagers:
        - static_configs: [{targets: ["%s"]}]
    scrape_configs:
      - job_name: exporter
        static_configs: [{targets: ["127.0.0.1:%d"]}]
      - job_name: prometheus
        scrape_interval: 5s
        static_configs: [{targets: ["127.0.0.1:%d"]}]
    %s\
    """
        .formatted(alertmanager().address(), metricsPort, prometheusPort, otherJobs);
  }

  /// Prometheus, once it is started, scrapes something else too.
  void alsoScrape(String job, String target) {
    otherJobs +=
        """
          - job_name: %s
            static_configs: [{targets: ["%s"]}]
        """
            .formatted(job, target);
  }

  void startBot() throws IOException, InterruptedException {
    bot = stage.bot();
    health = URI.create(bot.awaitLine("Bot:", PATIENCE));
  }

  void startExporter() throws IOException, InterruptedException {
    exporter = stage.exporter();
    String _ = exporter.awaitLine("Exporter:", PATIENCE);
  }

  Path folder() {
    return folder;
  }

  AppProcess bot() {
    return started(bot);
  }

  AppProcess exporter() {
    return started(exporter);
  }

  PrometheusServer prometheus() {
    return started(prometheus);
  }

  AlertmanagerServer alertmanager() {
    return started(alertmanager);
  }

  /// The bot's health page.
  URI health() {
    return started(health);
  }

  /// Nobody speaks any more.
  ///
  /// @return lets people speak again
  AutoCloseable silence() throws Exception {
    started(everydayTalk).close();
    return () -> everydayTalk = people.keepSpeaking(EVERYDAY_PAUSE);
  }

  private static <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("The stage is not set");
    }
    return part;
  }

  /// Looks every so often whether something has come about.
  ///
  /// @return how long it took
  /// @throws DrillFailure if it has not in time
  static Duration await(String what, Duration patience, Condition condition)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new DrillFailure("no %s within %d s".formatted(what, patience.toSeconds()));
      }
      Thread.sleep(100);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /// Something that comes about by and by.
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  /// Ends all processes, whatever state they are in.
  @Override
  public void close() {
    people.close();
    sandbox.faults().clear();
    sandbox.faults().release();
    end(bot);
    end(exporter);
    if (prometheus != null) {
      prometheus.close();
    }
    if (alertmanager != null) {
      alertmanager.close();
    }
    sandbox.close();
    inbox.close();
    try {
      preparation.close();
    } catch (Exception e) {
      throw new IllegalStateException("What was prepared for a stage cannot be undone", e);
    }
  }

  private static void end(@Nullable AppProcess process) {
    if (process != null) {
      process.close();
    }
  }
}
