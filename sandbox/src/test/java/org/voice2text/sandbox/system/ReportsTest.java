package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.sandbox.Recordings;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.stage.Stage;

/// What the operator learns of a job from Sentry, the log and the metrics, and that all three name
/// the same trace.
@Tag("system")
final class ReportsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SAID = "Meet me at noon behind the old bank";
  private static final Duration STOP = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @Test
  void aJobCanBeFollowedThroughTracesLogAndMetrics() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene
          .stage
          .with("SENTRY_DSN", scene.sandbox.sentryDsn())
          .with("SENTRY_ENVIRONMENT", "staging")
          .with("SENTRY_TRACES_SAMPLE_RATE", "1")
          .with("LOG_FORMAT", "json")
          .with("TRANSCRIPTION_ENGINES", "openai,command")
          .with("TRANSCRIPTION_COMMAND", "/bin/sh -c 'echo " + SAID + "' {wav}");
      scene.startExporter();
      scene.startBot();
      scene.sandbox.faults().add(Target.SPEECH, new Fault.Revoked());

      scene.sandbox.world().sendVoice(Stage.BOT_ID, scene.alice, Recordings.wav(2), 2);

      scene.awaitAnswer(SAID);
      scene.awaitUntil("the trace", () -> scene.sandbox.sentry().bodies("transaction").size() == 1);
      JsonNode trace = JSON.readTree(scene.sandbox.sentry().bodies("transaction").getFirst());
      assertThat(spans(trace))
          .containsExactlyInAnyOrder(
              "job.download ok: from Telegram",
              "job.engine internal_error: openai/pretend-speech",
              "job.conversion ok: to WAV",
              "job.engine ok: command/sh",
              "job.delivery ok: to Telegram");
      assertThat(trace.path("transaction").asText()).isEqualTo("transcribe");
      assertThat(trace.path("environment").asText()).isEqualTo("staging");
      assertThat(trace.path("release").asText()).isEqualTo("voice2text@0.1.0-SNAPSHOT");
      assertThat(trace.at("/user/id").asText()).matches("[0-9a-f]{32}");
      assertThat(trace.at("/tags/process").asText()).isEqualTo("bot");
      String id = trace.at("/contexts/trace/trace_id").asText();

      JsonNode line =
          scene
              .bot()
              .output()
              .lines()
              .filter(text -> text.contains("\"outcome\""))
              .map(ReportsTest::json)
              .findFirst()
              .orElseThrow();
      assertThat(line.at("/mdc/trace").asText()).isEqualTo(id);
      assertThat(line.at("/mdc/job").asText()).isEqualTo(trace.at("/tags/job").asText());
      assertThat(line.path("formattedMessage").asText())
          .startsWith("Job 1 delivered: voice of 2 s");

      scene.awaitMetric(
          "transcription_requests_total{model=\"sh\",provider=\"command\",status=\"success\"}", 1);
      String openMetrics = scene.openMetrics();
      assertThat(openMetrics)
          .contains(
              "transcription_requests_total{model=\"sh\",provider=\"command\",status=\"success\"} 1.0 # {trace_id=\""
                  + id
                  + "\"} 1.0 ")
          .containsPattern(
              "transcription_duration_seconds_bucket\\{model=\"sh\",provider=\"command\",le=\"[0-9.]+\"} 1 # \\{trace_id=\""
                  + id)
          .containsPattern(
              "message_processing_time_seconds_bucket\\{le=\"[0-9.]+\"} 1 # \\{trace_id=\"" + id);
      assertThat(scene.bot().terminate()).isZero();
      assertNothingPersonal(scene);
    }
  }

  @Test
  void anErrorComesWithWhatTheJobWentThrough() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene
          .stage
          .with("SENTRY_DSN", scene.sandbox.sentryDsn())
          .with("SENTRY_TRACES_SAMPLE_RATE", "0");
      scene.startBot();
      scene.sandbox.faults().add(Target.SPEECH, new Fault.HttpError(400));

      scene.speak(SAID, 2);

      scene.awaitUntil("the report", () -> scene.sandbox.sentry().bodies("event").size() == 1);
      JsonNode event = JSON.readTree(scene.sandbox.sentry().bodies("event").getFirst());
      assertThat(event.at("/message/formatted").asText())
          .startsWith("Job 1 failed: engines (openai/pretend-speech: client_error, ");
      assertThat(
              StreamSupport.stream(event.path("breadcrumbs").spliterator(), false)
                  .map(crumb -> crumb.path("message").asText().replaceAll("\\d+ ms.*", "…")))
          .satisfiesExactly(
              first -> assertThat(first).isEqualTo("download done after …"),
              // The engine tells no segments once it was asked again: the sound is looked at.
              second -> assertThat(second).isEqualTo("conversion failed after …"),
              third ->
                  assertThat(third)
                      .startsWith("Engine openai/pretend-speech failed: reason client_error"),
              fourth -> assertThat(fourth).isEqualTo("engine failed after …"));
      assertThat(event.at("/tags/job").asText()).isEqualTo("1");
      assertThat(event.at("/user/id").asText()).matches("[0-9a-f]{32}");
      assertThat(scene.sandbox.sentry().bodies("transaction")).isEmpty();
      assertThat(scene.bot().terminate()).isZero();
      assertNothingPersonal(scene);
    }
  }

  @Test
  void aServerThatSaysNothingCostsNothing() throws Exception {
    try (ServerSocket hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Scene scene = new Scene(folder)) {
      scene
          .stage
          .with("SENTRY_DSN", "http://key@127.0.0.1:%d/1".formatted(hole.getLocalPort()))
          .with("SENTRY_TRACES_SAMPLE_RATE", "1");
      scene.startBot();
      scene.sandbox.speech().answerWith("Heard.");
      long start = System.nanoTime();

      for (int i = 1; i <= 5; i++) {
        scene.speak("number " + i, 2);
      }

      scene.awaitUntil("all answers", () -> scene.count("Heard.") == 5);
      // One request alone would take as long as its deadline of 5 s.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
      start = System.nanoTime();
      assertThat(scene.bot().terminate()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(STOP);
    }
  }

  private static void assertNothingPersonal(Scene scene) {
    String sent =
        List.of("event", "transaction").stream()
            .flatMap(type -> scene.sandbox.sentry().bodies(type).stream())
            .reduce("", String::concat);
    assertThat(sent)
        .isNotEmpty()
        .doesNotContainIgnoringCase(
            "noon", "old bank", "pretend-token", "alice", "/file/bot", "voice/");
  }

  private static List<String> spans(JsonNode trace) {
    return StreamSupport.stream(trace.path("spans").spliterator(), false)
        .map(span ->
            "%s %s: %s"
                .formatted(
                    span.path("op").asText(),
                    span.path("status").asText(),
                    span.path("description").asText()))
        .toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }
}
