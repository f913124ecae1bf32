package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.stage.FreePort;
import org.voice2text.sandbox.stage.Stage;

/// A voice message becomes text, and its counts reach `/metrics`.
@Tag("system")
final class MainJobTest {
  static final String SUCCESS =
      "transcription_requests_total{model=\"pretend-speech\",provider=\"openai\",status=\"success\"}";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"exporter first", "bot first"})
  void turnsAVoiceMessageIntoTextInEachStartOrder(String order) throws Exception {
    try (Scene scene = new Scene(folder)) {
      if (order.startsWith("exporter")) {
        scene.startExporter();
        scene.startBot();
      } else {
        scene.startBot();
        scene.startExporter();
      }
      scene.sandbox.speech().answerWith("And so, my fellow Americans.");

      scene.speak("one", 11);

      scene.awaitAnswer("And so, my fellow Americans.");
      scene.awaitMetric(SUCCESS, 1);
      scene.awaitMetric("bot_health", 1);
      scene.awaitMetric("business_transcriptions_total", 1);
      Scrape scrape = scene.scrape().orElseThrow();
      assertThat(scrape.value("bot_users_total")).isEqualTo(1);
      assertThat(scrape.value("bot_records_total")).isEqualTo(1);
      assertThat(scrape.value("business_audio_minutes_total")).isEqualTo(11 / 60.0);
      assertThat(scrape.value("transcription_queue_capacity")).isEqualTo(10);
      assertThat(scrape.value("transcription_queue_size")).isZero();
      assertThat(scrape.value("bot_operations_total{operation_type=\"transcribe\"}")).isEqualTo(1);
      assertThat(scrape.value("transcription_audio_duration_seconds_sum{media_type=\"voice\"}"))
          .isEqualTo(11);
      assertThat(scrape.value("message_processing_time_seconds_count")).isEqualTo(1);
      assertThat(
              scrape.has(
                  "transcription_duration_seconds_sum{model=\"pretend-speech\",provider=\"openai\"}"))
          .isTrue();
      for (String collector : List.of("live", "business", "user_activity", "jvm", "exporter")) {
        scene.awaitMetric("exporter_collector_up{collector=\"" + collector + "\"}", 1);
      }
      assertThat(scene.exporter().output()).doesNotContain("left out");
      // One message per job: the status, which became the answer.
      assertThat(scene.answers()).hasSize(1);
    }
  }

  @Test
  void answersWhatCameWhileTheBotWasDown() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startBot();
      scene.say("/start");
      scene.awaitUntil("the greeting", () -> scene.answers().size() == 1);
      assertThat(scene.bot().terminate()).isZero();
      scene.sandbox.speech().answerWith("While you were away.");
      scene.speak("away", 2);

      scene.startBot();

      scene.awaitAnswer("While you were away.");
      assertThat(scene.answers()).hasSize(2);
    }
  }

  @Test
  void answersADuplicatedUpdateOnce() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startBot();
      scene.sandbox.speech().answerWith("Once.");
      scene.speak("twice delivered", 2);
      scene.awaitAnswer("Once.");
      scene.sandbox.faults().add(Target.TELEGRAM, "getUpdates", new Fault.RepeatedUpdates(), 1);

      scene.say("/help");

      scene.awaitUntil("the help text", () -> scene.answers().size() >= 2);
      scene.say("/start");
      scene.awaitUntil("the greeting", () -> scene.answers().size() >= 3);
      assertThat(scene.sandbox.faults().active()).isEmpty();
      assertThat(scene.answers()).hasSize(3);
      assertThat(scene.sandbox.speech().requests()).hasSize(1);
    }
  }

  @Test
  void saysThatTheQueueIsFull() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.stage.with("QUEUE_CAPACITY", "1").with("WORKERS", "1");
      scene.startExporter();
      scene.startBot();
      scene.sandbox.speech().answerWith("Heard.");
      scene.sandbox.faults().add(Target.SPEECH, new Fault.Hang());
      scene.speak("first", 2);
      scene.awaitUntil("the first job to run", () -> scene.sandbox.faults().hanging() == 1);
      scene.speak("second", 2);
      scene.awaitAnswer("Accepted. Place in the queue: 1");

      scene.speak("third", 2);

      scene.awaitAnswer(
          "The queue is full: 1 recording is waiting already. Please send it again in a few minutes.");
      scene.awaitMetric("transcription_queue_size", 1);
      scene.awaitMetric("transcription_active_workers", 1);
      scene.sandbox.faults().clear();
      scene.sandbox.faults().release();
      scene.awaitUntil("both accepted answers", () -> scene.count("Heard.") == 2);
      scene.awaitMetric("transcription_queue_size", 0);
    }
  }

  @Test
  void neverConfirmsAnUpdateThatIsNotInTheDatabase() throws Exception {
    try (Scene scene = new Scene(folder);
        ConfirmedUpdates confirmed = new ConfirmedUpdates(scene)) {
      scene.startBot();
      scene.sandbox.faults().add(Target.TELEGRAM, "getUpdates", new Fault.CutHalfway(), 2);
      for (int i = 1; i <= 20; i++) {
        scene.say("/start");
      }

      scene.awaitUntil("all answers", () -> scene.answers().size() >= 20);
      scene.awaitUntil(
          "the confirmation", () -> scene.sandbox.world().pendingUpdates(Stage.BOT_ID).isEmpty());
      assertThat(confirmed.checked()).isPositive();
      assertThat(confirmed.missing()).isEmpty();
      assertThat(scene.answers()).hasSize(20);
    }
  }

  @Test
  void takesUpdatesByWebhook() throws Exception {
    try (Scene scene = new Scene(folder)) {
      int port = FreePort.find();
      scene
          .stage
          .with("BOT_HTTP_PORT", Integer.toString(port))
          .with("TELEGRAM_WEBHOOK_URL", "http://127.0.0.1:" + port)
          .with("TELEGRAM_WEBHOOK_SECRET", "a-secret_of-the-webhook");
      scene.startBot();
      scene.sandbox.speech().answerWith("By webhook.");

      scene.speak("posted", 2);

      scene.awaitAnswer("By webhook.");
      assertThat(scene.sandbox.calls().count("getUpdates")).isZero();
      assertThat(scene.bot().output()).doesNotContain("a-secret_of-the-webhook");
    }
  }

  @Test
  void tellsThatItsWebhookIsNotReached() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene
          .stage
          .with("TELEGRAM_WEBHOOK_URL", "http://127.0.0.1:" + FreePort.find())
          .with("TELEGRAM_WEBHOOK_SECRET", "a-secret_of-the-webhook");
      scene.speak("never posted", 2);
      scene.startBot();

      scene.awaitUntil(
          "the trouble in the health page",
          () -> {
            HttpResponse<String> page = scene.get(scene.health());
            return page.statusCode() == 200
                && page.body().contains("\"status\":\"degraded\"")
                && page.body()
                    .contains(
                        "1 of 1 bots receive updates, but Telegram cannot post to the webhook, and"
                            + " 1 updates wait there");
          });
      assertThat(scene.get(scene.health()).body()).doesNotContain("127.0.0.1", "a-secret");
    }
  }

  @Test
  void leavesNothingBehindAndShowsTheTokenNowhere() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    try (Scene scene = new Scene(folder.resolve("stage"))) {
      scene.stage.withFlags("-Djava.io.tmpdir=" + temporary);
      scene
          .stage
          .with("LOG_LEVEL", "trace")
          .with("OPENAI_API_KEY", "sk-secret-key-of-the-operator");
      scene.startExporter();
      scene.startBot();
      for (Fault fault :
          List.of(
              new Fault.HttpError(502),
              new Fault.Closed(),
              new Fault.WrongBody(),
              new Fault.Revoked())) {
        scene.sandbox.faults().add(Target.TELEGRAM, "sendMessage", fault, 1);
        scene.sandbox.faults().add(Target.FILES, fault, 1);
        scene.sandbox.faults().add(Target.SPEECH, fault, 1);
        scene.speak("with faults", 2);
      }
      scene.awaitUntil(
          "the faults to be met",
          () ->
              scene.sandbox.faults().active().stream()
                  .noneMatch(r -> r.target() == Target.TELEGRAM));
      scene.sandbox.faults().clear();
      scene.sandbox.speech().answerWith("In the end.");
      scene.speak("without faults", 2);
      scene.awaitAnswer("In the end.");
      String pages =
          scene.get(scene.health()).body()
              + scene.scrape().orElseThrow()
              + scene
                  .get(URI.create(scene.health().toString().replace("/health", "/nowhere")))
                  .body();

      assertThat(scene.bot().terminate()).isZero();
      assertThat(scene.exporter().terminate()).isZero();

      String secret = Stage.TOKEN.substring(Stage.TOKEN.indexOf(':') + 1);
      assertThat(scene.bot().output() + scene.exporter().output() + pages)
          .doesNotContain(secret)
          .doesNotContain("sk-secret-key-of-the-operator")
          .doesNotContain("In the end.");
      // SQLite's own two files stay when a reader was the last to leave.
      assertThat(files(scene.stage.data()))
          .filteredOn(f -> !f.endsWith("-wal") && !f.endsWith("-shm"))
          .containsExactlyInAnyOrder("exporter.ledger", "live.sock.lock", "voice2text.db");
      assertThat(files(temporary)).isEmpty();
      byte[] database = Files.readAllBytes(scene.stage.database());
      assertThat(new String(database, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
    }
  }

  private static List<String> files(Path folder) throws Exception {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).map(p -> folder.relativize(p).toString()).toList();
    }
  }
}
