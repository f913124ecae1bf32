package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.telegram.Button;
import org.voice2text.sandbox.telegram.CallbackAnswer;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;

/// What people ask for at the same time, give up, or send at great length, told by the real
/// processes.
@Tag("system")
final class SharedWorkTest {
  private static final byte[] SAME = "OggS the same recording".getBytes(StandardCharsets.UTF_8);
  private static final String CANCELLED =
      "transcription_requests_total{model=\"pretend-speech\",provider=\"openai\",status=\"cancelled\"}";

  @TempDir private Path folder;

  @Test
  void twoWhoAskForTheSameAreBothAnsweredByOneRecognition() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startExporter();
      scene.startBot();
      scene.sandbox.speech().answerWith("Heard once.");
      User bob = scene.sandbox.world().addUser("Bob", "en");
      scene.sandbox.faults().add(Target.SPEECH, null, new Fault.Hang(), 1);
      send(scene, scene.alice);
      scene.awaitUntil("the job to run", () -> scene.sandbox.faults().hanging() == 1);
      send(scene, bob);
      scene.awaitUntil("Bob to be told", () -> texts(scene, bob).equals(List.of("Listening…")));

      scene.sandbox.faults().release();

      scene.awaitAnswer("Heard once.");
      scene.awaitUntil("Bob's answer", () -> texts(scene, bob).equals(List.of("Heard once.")));
      assertThat(scene.sandbox.speech().requests()).hasSize(1);
      scene.awaitMetric(MainJobTest.SUCCESS, 1);
      // And who comes later is answered at once.
      User carol = scene.sandbox.world().addUser("Carol", "en");
      send(scene, carol);
      scene.awaitUntil("Carol's answer", () -> texts(scene, carol).equals(List.of("Heard once.")));
      assertThat(scene.sandbox.speech().requests()).hasSize(1);
    }
  }

  @Test
  void bothAreAnsweredWhenTheBotIsKilledInTheMiddle() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startBot();
      scene.sandbox.speech().answerWith("Heard after all.");
      User bob = scene.sandbox.world().addUser("Bob", "en");
      scene.sandbox.faults().add(Target.SPEECH, null, new Fault.Hang(), 1);
      send(scene, scene.alice);
      scene.awaitUntil("the job to run", () -> scene.sandbox.faults().hanging() == 1);
      send(scene, bob);
      // A message whose number dies with the bot cannot be edited afterwards.
      scene.awaitUntil(
          "Bob's status message to be known",
          () -> Contents.of(scene.stage.database()).contains("deliveries|2|0|"));

      scene.bot().kill();
      scene.sandbox.faults().release();
      scene.startBot();

      scene.awaitAnswer("Heard after all.");
      scene.awaitUntil("Bob's answer", () -> texts(scene, bob).equals(List.of("Heard after all.")));
      assertThat(scene.sandbox.speech().requests()).hasSize(2);
    }
  }

  @Test
  void givingUpStopsTheWorkAndFreesTheWorker() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.stage.with("WORKERS", "1");
      scene.startExporter();
      scene.startBot();
      scene.sandbox.speech().answerWith("The next one.");
      scene.sandbox.faults().add(Target.SPEECH, null, new Fault.Hang(), 1);
      scene.speak("unwanted", 3);
      scene.awaitUntil("the job to run", () -> scene.sandbox.faults().hanging() == 1);
      User bob = scene.sandbox.world().addUser("Bob", "en");

      // Bob sees nothing of Alice's chat; that he makes up her button gets him nowhere.
      Message bobs = greeted(scene, bob);
      assertThat(press(scene, bob, bobs)).isEqualTo("This button does not work any more.");
      assertThat(press(scene, scene.alice, status(scene))).isEqualTo("Cancelled.");

      scene.awaitUntil("the status", () -> scene.answers().equals(List.of("Cancelled.")));
      scene.awaitMetric(CANCELLED, 1);
      scene.awaitMetric("transcription_active_workers", 0);
      // The one worker is free, though the speech server still hangs.
      scene.speak("wanted", 3);
      scene.awaitAnswer("The next one.");
      assertThat(scene.sandbox.faults().hanging()).isEqualTo(1);
      assertThat(press(scene, scene.alice, status(scene))).isEqualTo("Cancelled.");
    }
  }

  @Test
  void aLongRecordingIsHeardInPartsAndCountsOnce() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.stage.with("FREE_MINUTES_PER_DAY", "60");
      scene.startExporter();
      scene.startBot();
      scene.sandbox.speech().answerWith("Heard.");

      Message _ = scene.sandbox.world().sendVoice(Stage.BOT_ID, scene.alice, beeps(13), 13 * 60);

      scene.awaitAnswer("Heard.\n\nHeard.\n\nHeard.");
      assertThat(scene.sandbox.speech().requests())
          .hasSize(3)
          .allMatch(r -> r.seconds() > 60 && r.seconds() < 10 * 60);
      assertThat(scene.sandbox.speech().requests().stream().mapToDouble(r -> r.seconds()).sum())
          .isBetween(779.9, 780.1);
      scene.awaitMetric(MainJobTest.SUCCESS, 1);
      scene.awaitMetric("business_audio_minutes_total", 13);
    }
  }

  @Test
  void aServerInLocalModeHandsItsFilesOver() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.sandbox.world().serveLocally(Files.createDirectory(folder.resolve("telegram")));
      scene.startBot();
      scene.sandbox.speech().answerWith("From the disk.");
      scene.speak("local", 2);
      scene.awaitAnswer("From the disk.");
    }
  }

  private static void send(Scene scene, User user) {
    Message _ = scene.sandbox.world().sendVoice(Stage.BOT_ID, user, SAME, 3);
  }

  private static Message greeted(Scene scene, User user) {
    Message _ = scene.sandbox.world().sendText(Stage.BOT_ID, user, "/start");
    scene.awaitUntil("the greeting", () -> texts(scene, user).size() == 1);
    return last(scene, scene.sandbox.world().privateChat(Stage.BOT_ID, user));
  }

  /// The message that tells of the first job.
  private static Message status(Scene scene) {
    return scene.sandbox.world().messages(scene.chat()).stream()
        .filter(m -> m.from().isBot())
        .findFirst()
        .orElseThrow();
  }

  private static Message last(Scene scene, Chat chat) {
    return scene.sandbox.world().messages(chat).getLast();
  }

  /// @return what the bot answers
  private static String press(Scene scene, User user, Message message) {
    Button button = new Button("Cancel", "cancel:1", null, null, false);
    String press = scene.sandbox.world().press(user, message, button);
    scene.awaitUntil(
        "the answer to the press", () -> scene.sandbox.world().answerTo(press).isPresent());
    CallbackAnswer answer = scene.sandbox.world().answerTo(press).orElseThrow();
    return String.valueOf(answer.text());
  }

  private static List<String> texts(Scene scene, User user) {
    return scene
        .sandbox
        .world()
        .messages(scene.sandbox.world().privateChat(Stage.BOT_ID, user))
        .stream()
        .filter(m -> m.from().isBot())
        .map(Message::text)
        .toList();
  }

  /// A WAV file of 8 kHz with a beep of a second at the beginning of every ten.
  private static byte[] beeps(int minutes) {
    int rate = 8000;
    int samples = minutes * 60 * rate;
    ByteBuffer wav =
        ByteBuffer.allocate(44 + 2 * samples)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put("RIFF".getBytes(StandardCharsets.US_ASCII))
            .putInt(36 + 2 * samples)
            .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
            .putInt(16)
            .putShort((short) 1)
            .putShort((short) 1)
            .putInt(rate)
            .putInt(2 * rate)
            .putShort((short) 2)
            .putShort((short) 16)
            .put("data".getBytes(StandardCharsets.US_ASCII))
            .putInt(2 * samples);
    for (int i = 0; i < samples; i++) {
      boolean beep = i % (10 * rate) < rate;
      wav.putShort((short) (beep ? 9000 * Math.sin(i * 0.3) : 0));
    }
    return wav.array();
  }
}
