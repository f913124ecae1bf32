package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.speech.SpeechAnswer;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Draft;
import org.voice2text.sandbox.telegram.MediaKind;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.Upload;
import org.voice2text.sandbox.telegram.User;

/// How answers reach people: what is shown until then, what long texts look like, and what becomes
/// of an answer whose chat is not what it was.
@Tag("system")
@Timeout(180)
final class AnswersTest {
  private static final int RATE = 8000;

  /// The first part of the long recording.
  private static final int FIRST = 270;

  private static final int LONG = 660;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLongRecordingShowsItsProgressAndItsTextAsItGrows(boolean previews) throws Exception {
    try (Scene scene = new Scene(folder)) {
      if (!previews) {
        scene
            .sandbox
            .faults()
            .add(
                Target.TELEGRAM,
                "sendMessageDraft",
                new Fault.HttpError(404),
                Faults.UNTIL_REMOVED);
      }
      scene.stage.with("FREE_MINUTES_PER_DAY", "100");
      scene.startBot();
      CountDownLatch goOn = listen(scene);

      sendLong(scene);

      scene.awaitUntil(
          "the progress", () -> scene.answers().stream().anyMatch(t -> t.contains(" %")));
      if (previews) {
        scene.awaitUntil(
            "the preview",
            () ->
                scene.sandbox.world().draft(scene.chat()).map(Draft::text).stream()
                    .anyMatch("The first part."::equals));
      } else {
        scene.awaitUntil(
            "the text so far",
            () -> scene.answers().stream().anyMatch(t -> t.endsWith("\n\nThe first part.")));
      }
      goOn.countDown();
      scene.awaitUntil(
          "the answer",
          () ->
              scene.answers().stream()
                  .anyMatch(t -> t.startsWith("The first part.\n\nAnother part.")));
      scene.awaitUntil("nothing but the answer", () -> scene.answers().size() == 1);
      assertThat(scene.sandbox.world().draft(scene.chat())).isEmpty();
    }
  }

  @Test
  void aLongRecordingCanBeCancelledWhileItIsWorkedOn() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.stage.with("FREE_MINUTES_PER_DAY", "100");
      scene.startBot();
      CountDownLatch goOn = listen(scene);
      sendLong(scene);
      scene.awaitUntil(
          "the progress", () -> scene.answers().stream().anyMatch(t -> t.contains(" %")));
      Message status = scene.sandbox.world().botMessages(scene.chat()).getFirst();

      String press = scene.sandbox.world().press(status, status.labelled("Cancel"));

      scene.awaitAnswer("Cancelled.");
      scene.awaitUntil("the notice", () -> scene.sandbox.world().answerTo(press).isPresent());
      goOn.countDown();
      scene.sandbox.speech().answerWith("The next one.");
      scene.speak("next", 2);
      scene.awaitAnswer("The next one.");
      assertThat(scene.answers()).containsExactly("Cancelled.", "The next one.");
      assertThat(scene.sandbox.world().botMessages(scene.chat()).getFirst().buttons()).isEmpty();
    }
  }

  @Test
  void aLongTextIsFoldedAndAVeryLongOneIsAFile() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startBot();
      String folded = words(9_000);
      scene.sandbox.speech().answerWith(folded);
      scene.speak("long", 60);

      scene.awaitUntil("three messages", () -> scene.answers().size() == 3);
      List<Message> messages = scene.sandbox.world().botMessages(scene.chat());
      assertThat(messages)
          .allSatisfy(m ->
              assertThat(m.entities())
                  .singleElement()
                  .satisfies(e -> assertThat(e.type()).isEqualTo("expandable_blockquote")));
      assertThat(String.join(" ", scene.answers())).isEqualTo(folded.strip());

      String filed = words(40_000);
      scene.sandbox.speech().answerWith(filed);
      scene.speak("very long", 60);

      scene.awaitUntil(
          "the file",
          () -> {
            Message last = scene.sandbox.world().botMessages(scene.chat()).getLast();
            return last.media() != null;
          });
      Message last = scene.sandbox.world().botMessages(scene.chat()).getLast();
      assertThat(last.text()).startsWith("word0 word1").endsWith("The whole text is in the file.");
      byte[] content = scene.sandbox.world().file(last.media().fileId()).orElseThrow();
      assertThat(new String(content, StandardCharsets.UTF_8)).isEqualTo(filed.strip());
      scene.awaitUntil("no status", () -> scene.answers().size() == 4);
    }
  }

  @Test
  void aStatusThatItsReaderDeletedIsMissedByNobody() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startBot();
      CountDownLatch goOn = hold(scene, "Found you.");
      scene.speak("deleted", 2);
      scene.awaitUntil("the status", () -> scene.answers().size() == 1);
      Message status = scene.sandbox.world().botMessages(scene.chat()).getFirst();
      scene.sandbox.world().deleteMessage(scene.chat(), status.id());
      goOn.countDown();
      scene.awaitAnswer("Found you.");
      assertThat(scene.answers()).hasSize(1);
    }
  }

  @Test
  void whoDeletesTheRecordingGetsTheAnswerAllTheSame() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startBot();
      CountDownLatch goOn = hold(scene, "Still here.");
      Message voice = scene.speak("deleted", 2);
      scene.awaitUntil("the status", () -> scene.answers().size() == 1);
      Message status = scene.sandbox.world().botMessages(scene.chat()).getFirst();
      scene.sandbox.world().deleteMessage(scene.chat(), voice.id());
      scene.sandbox.world().deleteMessage(scene.chat(), status.id());
      goOn.countDown();
      scene.awaitAnswer("Still here.");
    }
  }

  @Test
  void anAnswerForWhoBlockedTheBotIsGivenUp() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startExporter();
      scene.startBot();
      CountDownLatch goOn = hold(scene, "For nobody.");
      scene.speak("blocked", 2);
      scene.awaitUntil("the status", () -> scene.answers().size() == 1);
      scene.sandbox.world().block(scene.alice, Stage.BOT_ID);
      goOn.countDown();
      scene.awaitMetric("queue_depth{status=\"failed\"}", 1);
      assertThat(scene.count("For nobody.")).isZero();
    }
  }

  @Test
  void anAnswerForAGroupThatThrewTheBotOutIsGivenUp() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startExporter();
      scene.startBot();
      Chat group =
          scene
              .sandbox
              .world()
              .addGroup(Chat.Type.SUPERGROUP, "Friends", Stage.BOT_ID, List.of(scene.alice));
      CountDownLatch goOn = hold(scene, "For nobody.");
      ask(scene, group, null);
      User bot = scene.sandbox.world().bot(Stage.BOT_ID);
      scene.sandbox.world().groups().remove(group, scene.alice, bot);
      goOn.countDown();
      scene.awaitMetric("queue_depth{status=\"failed\"}", 1);
      assertThat(texts(scene, group)).doesNotContain("For nobody.");
    }
  }

  @Test
  void anAnswerFollowsAGroupThatMoved() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startBot();
      Chat group =
          scene
              .sandbox
              .world()
              .addGroup(Chat.Type.GROUP, "Friends", Stage.BOT_ID, List.of(scene.alice));
      CountDownLatch goOn = hold(scene, "Moved with you.");
      ask(scene, group, null);
      Chat moved = scene.sandbox.world().groups().migrate(group);
      goOn.countDown();
      scene.awaitUntil("the answer", () -> texts(scene, moved).contains("Moved with you."));
    }
  }

  @Test
  void anAnswerFromAClosedTopicIsNotLost() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startBot();
      Chat forum =
          scene
              .sandbox
              .world()
              .addGroup(Chat.Type.FORUM, "Forum", Stage.BOT_ID, List.of(scene.alice));
      long topic = scene.sandbox.world().groups().openTopic(forum, scene.alice, "Talk");
      CountDownLatch goOn = hold(scene, "In the open.");
      ask(scene, forum, topic);
      Message status = scene.sandbox.world().botMessages(forum).getLast();
      scene.sandbox.world().deleteMessage(forum, status.id());
      scene.sandbox.world().groups().closeTopic(forum, topic);
      goOn.countDown();
      scene.awaitUntil("the answer", () -> texts(scene, forum).contains("In the open."));
      Message answer = scene.sandbox.world().botMessages(forum).getLast();
      assertThat(answer.topic()).isNull();
    }
  }

  /// Has a recording of a group transcribed, and waits for the status.
  private static void ask(Scene scene, Chat group, Long topic) {
    Upload voice = Upload.of(MediaKind.VOICE, "OggS group".getBytes(StandardCharsets.UTF_8), 2);
    Message message = scene.sandbox.world().sendFile(group, scene.alice, voice, null, topic);
    int before = texts(scene, group).size();
    Message _ =
        scene.sandbox.world().sendText(group, scene.alice, "/transcribe", message.id(), topic);
    scene.awaitUntil("the status", () -> texts(scene, group).size() > before);
  }

  private static List<String> texts(Scene scene, Chat chat) {
    return scene.sandbox.world().botMessages(chat).stream().map(Message::text).toList();
  }

  /// Lets the speech server think until told otherwise.
  private static CountDownLatch hold(Scene scene, String answer) {
    CountDownLatch goOn = new CountDownLatch(1);
    scene
        .sandbox
        .speech()
        .answer(request -> {
          pass(goOn);
          return SpeechAnswer.heard(request, answer);
        });
    return goOn;
  }

  /// Hears the first part at once and the others when told.
  private static CountDownLatch listen(Scene scene) {
    CountDownLatch goOn = new CountDownLatch(1);
    scene
        .sandbox
        .speech()
        .answer(request -> {
          if (Math.abs(request.seconds() - FIRST) < 10) {
            return SpeechAnswer.heard(request, "The first part.");
          }
          pass(goOn);
          return SpeechAnswer.heard(request, "Another part.");
        });
    return goOn;
  }

  private static void pass(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sendLong(Scene scene) {
    Upload upload =
        Upload.of(MediaKind.AUDIO, recording(), LONG).named("long.wav").ofType("audio/wav");
    Message _ = scene.sandbox.world().sendFile(scene.chat(), scene.alice, upload);
  }

  /// A sound with one pause, as WAV.
  private static byte[] recording() {
    ByteBuffer wav = ByteBuffer.allocate(44 + 2 * RATE * LONG).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * RATE * LONG);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
    wav.putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * RATE * LONG);
    for (int i = 0; i < RATE * LONG; i++) {
      boolean pause = Math.abs(i - FIRST * RATE) < 6 * RATE;
      wav.putShort((short) (pause ? 0 : 8000 * Math.sin(i / 7.0)));
    }
    return wav.array();
  }

  private static String words(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < length; i++) {
      text.append("word").append(i).append(i % 12 == 11 ? ". " : " ");
    }
    return text.toString().strip();
  }
}
