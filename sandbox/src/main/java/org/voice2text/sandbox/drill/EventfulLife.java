package org.voice2text.sandbox.drill;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.traffic.TrafficPlan;

/// A stage on which people do everything and everything fails now and then. For one thread at a
/// time.
final class EventfulLife {
  private static final double SHARE_OF_FAULTS = 0.1;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// Longer than the bot waits for another writer.
  private static final Duration LOCKED = Duration.ofSeconds(8);

  private static final Duration REFUSED = Duration.ofSeconds(10);

  private final DrillStage stage;

  EventfulLife(DrillStage stage) {
    this.stage = stage;
  }

  static AutoCloseable prepare(Stage stage) throws IOException {
    Path custom = Files.createDirectories(stage.data()).resolve("custom.yml");
    Files.writeString(
        custom,
        """
        metrics:
          - {name: drill_jobs, type: gauge, help: Jobs., sql: "select count(*) as value from jobs", refresh: 1s}
          - {name: drill_broken, type: gauge, help: Nothing., sql: "select 'x' as value from jobs limit 1", refresh: 1s}
        """);
    Stage _ =
        stage
            .with("TRANSCRIPTION_ENGINES", "openai,command")
            .with("TRANSCRIPTION_COMMAND", "echo By the second engine.")
            .with("USD_RUB", "100")
            .with("CUSTOM_METRICS", custom.toString());
    return () -> {};
  }

  /// From now on much goes on.
  void begin() throws Exception {
    stage.sandbox.language().reportCost(0.001, 0.002);
    stage.sandbox.traffic().start(TrafficPlan.of(40, 2).to(Stage.BOT_ID).lasting(1, 20));
    sometimes(Target.LANGUAGE, null, new Fault.HttpError(500));
    sometimes(Target.TELEGRAM, "sendMessage", new Fault.TooManyRequests(1));
    sometimes(Target.TELEGRAM, "editMessageText", new Fault.HttpError(500));
    sometimes(Target.TELEGRAM, "sendMessage", new Fault.HttpError(400));
    AutoCloseable _ =
        stage.people.keep(Duration.ofSeconds(2), () -> stage.people.pressEverywhere("Summary"));
    AutoCloseable _ = stage.people.keep(Duration.ofSeconds(1), this::askForHealth);
    AutoCloseable _ = PeopleScenarios.payAnothersBill(stage);
    PeopleScenarios.subscribe(stage);
  }

  private void sometimes(Target target, @Nullable String method, Fault fault) {
    Faults.Rule _ =
        stage.sandbox.faults().add(target, method, fault, Faults.UNTIL_REMOVED, SHARE_OF_FAULTS);
  }

  private void askForHealth() {
    try (HttpJson http = new HttpJson()) {
      String _ = http.text(stage.health());
    } catch (IOException _) {
      // Unhealthy, or between two lives.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The first speech engine fails for a while, both processes start anew, the database is locked,
  /// somebody speaks another language at the exporter's socket, and the language API tells its
  /// prices no more.
  void upset() throws Exception {
    stage.sandbox.language().hideCost();
    Faults.Rule refusal = stage.sandbox.faults().add(Target.SPEECH, new Fault.HttpError(500));
    Thread.sleep(REFUSED);
    stage.sandbox.faults().remove(refusal.id());
    stage.exporter().kill();
    Thread.sleep(Duration.ofSeconds(3));
    stage.startExporter();
    talkNonsense(stage.stage.data().resolve("live.sock"));
    try (DatabaseLock _ = DatabaseLock.take(stage.stage.database())) {
      Thread.sleep(LOCKED);
    }
    int _ = stage.bot().terminate();
    stage.startBot();
    Duration _ =
        DrillStage.await(
            "healthy bot", PATIENCE, () -> stage.prometheus().value("bot_health") == 1);
  }

  private static void talkNonsense(Path socket) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      boolean _ = channel.connect(UnixDomainSocketAddress.of(socket));
      int _ = channel.write(ByteBuffer.wrap("GET / HTTP/1.1".getBytes(StandardCharsets.UTF_8)));
    }
  }
}
