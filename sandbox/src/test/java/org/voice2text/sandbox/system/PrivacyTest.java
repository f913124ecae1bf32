package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;
import org.voice2text.sandbox.Recordings;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.MediaKind;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.Upload;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.World;

/// What people say, write and are called shows up in nothing that an operator reads, also when all
/// around it fails.
@Tag("system")
final class PrivacyTest {
  private static final String SAID = "xylophone-said in confidence";
  private static final String REWRITTEN = "xylophone-rewritten in confidence";
  private static final String NAME = "Xylophone-Name";
  private static final String FILE = "xylophone-file.wav";
  private static final String WRITTEN = "xylophone-written";

  @TempDir private Path folder;

  @Test
  void nothingOfAPersonShowsInLogsMetricsReportsAndHealth() throws Exception {
    try (Scene scene = new Scene(folder)) {
      World world = scene.sandbox.world();
      User person = world.addUser(NAME, "en");
      Chat chat = world.privateChat(Stage.BOT_ID, person);
      scene
          .stage
          .with("SENTRY_DSN", scene.sandbox.sentryDsn())
          .with("SENTRY_TRACES_SAMPLE_RATE", "1")
          .with("LOG_LEVEL", "debug")
          .with("LLM_BASE_URL", scene.sandbox.speechUrl().toString())
          .with("LLM_MODEL", "pretend-language");
      scene.startExporter();
      scene.startBot();
      StringBuilder seen = new StringBuilder();
      scene.sandbox.speech().answerWith(SAID);
      scene.sandbox.language().answerWith(REWRITTEN);

      Message _ = world.sendText(chat, person, WRITTEN, null, null);
      speak(world, chat, person, 2);
      scene.awaitUntil("the transcript", () -> shows(world, chat, SAID));
      Message transcript = message(world, chat, SAID);
      String _ = world.press(person, transcript, transcript.labelled("Summary"));
      scene.awaitUntil("the summary", () -> shows(world, chat, REWRITTEN));
      look(scene, seen);

      scene.sandbox.faults().add(Target.LANGUAGE, new Fault.WrongJson());
      Message summary = message(world, chat, REWRITTEN);
      String _ = world.press(person, summary, summary.labelled("Polished"));
      scene.awaitUntil(
          "the language model to fail",
          () -> scene.scrape().map(s -> failures(s) > 0).orElse(false));
      scene.sandbox.faults().add(Target.SPEECH, new Fault.HttpError(400));
      speak(world, chat, person, 3);
      scene.awaitUntil("the failure", () -> shows(world, chat, "Speech recognition does not work"));
      scene.sandbox.faults().add(Target.TELEGRAM, "sendMessage", new Fault.HttpError(400), 1);
      Message _ = world.sendText(chat, person, WRITTEN, null, null);
      scene.awaitUntil("an error report", () -> !scene.sandbox.sentry().bodies("event").isEmpty());
      look(scene, seen);
      scene.sandbox.faults().clear();

      failTheDatabase(scene, world, chat, person);
      look(scene, seen);
      assertThat(scene.bot().terminate()).isZero();
      assertThat(scene.exporter().terminate()).isZero();
      seen.append(scene.bot().output()).append(scene.exporter().output());
      scene
          .sandbox
          .sentry()
          .envelopes()
          .forEach(e -> e.items().forEach(i -> seen.append(i.header()).append(i.body())));

      assertThat(seen).contains("bot_users_total", "\"status\"");
      for (String secret : List.of("xylophone", NAME, Long.toString(person.id()))) {
        assertThat(seen.toString().lines().filter(l -> l.contains(secret)).limit(5))
            .as(secret)
            .isEmpty();
      }
    }
  }

  private static void speak(World world, Chat chat, User person, int seconds) {
    Message _ =
        world.sendFile(
            chat, person, Upload.of(MediaKind.AUDIO, Recordings.wav(seconds), seconds).named(FILE));
  }

  /// Another writer holds the lock for longer than the bot waits, while a recording comes in.
  private static void failTheDatabase(Scene scene, World world, Chat chat, User person) {
    try (Database other = Database.openWriter(scene.stage.database(), DatabaseObserver.NONE)) {
      other.<Void>transaction(
          "test",
          h -> {
            int _ = h.execute("delete from updates where 1 = 0");
            speak(world, chat, person, 4);
            Message _ = world.sendText(chat, person, WRITTEN, null, null);
            scene.awaitUntil(
                "a transaction to fail",
                () ->
                    scene
                        .scrape()
                        .map(s ->
                            s.samples().entrySet().stream()
                                .anyMatch(e ->
                                    e.getKey().startsWith("db_errors_total") && e.getValue() > 0))
                        .orElse(false));
            return null;
          });
    }
  }

  private static double failures(Scrape scrape) {
    return scrape.samples().entrySet().stream()
        .filter(e -> e.getKey().startsWith("llm_requests_total"))
        .filter(e -> e.getKey().contains("status=\"error\""))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static void look(Scene scene, StringBuilder seen) throws IOException {
    seen.append(scene.get(scene.metrics()).body())
        .append(scene.openMetrics())
        .append(scene.get(scene.health()).body())
        .append(
            scene
                .get(URI.create(scene.metrics().toString().replace("/metrics", "/health")))
                .body());
  }

  private static boolean shows(World world, Chat chat, String text) {
    return world.botMessages(chat).stream().anyMatch(m -> m.text().contains(text));
  }

  private static Message message(World world, Chat chat, String text) {
    return world.botMessages(chat).stream()
        .filter(m -> m.text().contains(text))
        .findFirst()
        .orElseThrow();
  }
}
