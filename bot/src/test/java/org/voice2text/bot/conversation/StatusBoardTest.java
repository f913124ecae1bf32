package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.MediaFile;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.JobDesk;
import org.voice2text.bot.transcription.JobState;
import org.voice2text.bot.transcription.Transcript;
import org.voice2text.bot.transcription.engine.EngineName;
import org.voice2text.model.event.MessageType;

@Timeout(60)
class StatusBoardTest {
  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(folder, 10);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void theStatusSaysThatAJobRunsWhenItHasWaited() throws Exception {
    Job job = accepted(1, "ru");
    started(job);
    look();
    assertThat(texts()).containsExactly("Принято. Место в очереди: 1");
    scene.pass(Duration.ofSeconds(3));
    awaitTexts("Слушаю…");
  }

  @Test
  void progressIsShownAfterAWhileWithAButtonThatCancels() throws Exception {
    Job job = accepted(1, "en");
    started(job);
    desk().progress(job, 0.4);
    scene.pass(Duration.ofSeconds(3));
    awaitTexts("Listening… 40 %");
    desk().progress(job, 0.6);
    look();
    assertThat(texts()).containsExactly("Listening… 40 %");
    scene.pass(Duration.ofSeconds(3));
    awaitTexts("Listening… 60 %");
    for (FakeTelegram.Call call :
        List.of(
            scene.telegram.calls("sendMessage").getLast(),
            scene.telegram.calls("editMessageText").getLast())) {
      JsonNode button = call.body().at("/reply_markup/inline_keyboard/0/0");
      assertThat(button.path("text").asText()).isEqualTo("Cancel");
      assertThat(button.path("callback_data").asText()).isEqualTo("cancel:1");
    }
  }

  @Test
  void progressIsShownToAllWhoWaitForTheSameRecording() throws Exception {
    Job job = accepted(1, "en");
    started(job);
    accepted(2, "en");
    MediaFile same = Scene.voice("1").lasting(Duration.ofMinutes(1));
    assertThat(
            scene.conversation.handle(
                scene.privately(3, 77, null, new Incoming.Media(same), MessageType.VOICE)))
        .isZero();
    desk().progress(job, 0.4);
    scene.pass(Duration.ofSeconds(3));
    awaitTexts("Listening… 40 %", "Accepted. Place in the queue: 1", "Listening… 40 %");
  }

  @Test
  void aCancelledJobSaysSoAndHasNoButton() throws Exception {
    Job job = accepted(1, "en");
    desk().cancelled(job);
    assertThat(texts()).containsExactly("Cancelled.");
    assertThat(
            scene
                .telegram
                .calls("editMessageText")
                .getLast()
                .body()
                .path("reply_markup")
                .isMissingNode())
        .isTrue();
  }

  @Test
  void placesAreRefreshedAsTheQueueMoves() throws Exception {
    Job first = accepted(1, "en");
    Job second = accepted(2, "en");
    assertThat(texts())
        .containsExactly("Accepted. Place in the queue: 1", "Accepted. Place in the queue: 2");
    started(first);
    desk().deliver(first, transcript("Done."));
    state(first, "delivered");
    look();
    assertThat(texts()).containsExactly("Done.", "Accepted. Place in the queue: 2");
    scene.pass(Duration.ofSeconds(3));
    awaitTexts("Done.", "Accepted. Place in the queue: 1");
    assertThat(second.id()).isEqualTo(2);
  }

  @Test
  void theTimeIsToldOnceItIsKnownHowLongRecordingsTake() throws Exception {
    for (int i = 1; i <= 3; i++) {
      Job job = accepted(i, "en");
      started(job);
      scene.pass(Duration.ofSeconds(30));
      desk().deliver(job, transcript("Text " + i));
      state(job, "delivered");
    }
    Job running = accepted(4, "en");
    started(running);
    scene.pass(Duration.ofSeconds(10));
    Job waiting = accepted(5, "ru");
    assertThat(texts().getLast())
        .isEqualTo("Принято. Место в очереди: 1, будет готово примерно через 50 с");
    assertThat(waiting.audio()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void nothingIsWrittenWhileTelegramAsksToWaitAndTheAnswerComesAllTheSame() throws Exception {
    scene.telegram.next("sendMessage", FakeTelegram.tooManyRequests(1));
    Job job = accepted(1, "en");
    assertThat(texts()).isEmpty();
    started(job);
    awaitTexts("Listening…");
    assertThat(scene.count("select message_id from deliveries where part = 0")).isEqualTo(1001);
    desk().deliver(job, transcript("Hello."));
    assertThat(texts()).containsExactly("Hello.");
  }

  @Test
  void noStatusComesAfterTheEndOfAJob() throws Exception {
    Job job = job(7, Scene.CHAT, "en");
    scene.insert(job);
    started(job);
    desk().deliver(job, transcript("Quick."));
    desk().progress(job, 0.9);
    // The handler that accepted it was held up.
    ((JobMessages) desk()).accepted(job);
    scene.pass(Duration.ofSeconds(3));
    look();
    look();
    assertThat(texts()).containsExactly("Quick.");
    assertThat(scene.telegram.calls("sendMessage")).hasSize(1);
  }

  /// The edit is under way when the answer is there.
  @Test
  void theAnswerWaitsForAnEditThatIsUnderWay() throws Exception {
    Job job = accepted(1, "en");
    scene.telegram.next(
        "editMessageText",
        new MockResponse.Builder()
            .code(200)
            .setHeader("Content-Type", "application/json")
            .headersDelay(700, TimeUnit.MILLISECONDS)
            .body(
                "{\"ok\": true, \"result\": {\"message_id\": 1001, \"date\": 1, \"chat\": {\"id\": 42, \"type\": \"private\"}}}")
            .build());
    started(job);
    scene.pass(Duration.ofSeconds(3));
    look();
    await().until(() -> scene.telegram.calls("editMessageText").size() == 1);
    long edited = scene.telegram.calls("editMessageText").getFirst().at();
    desk().deliver(job, transcript("Hello."));
    FakeTelegram.Call answer = scene.telegram.calls("editMessageText").getLast();
    assertThat(answer.text()).isEqualTo("Hello.");
    assertThat(Duration.ofNanos(answer.at() - edited)).isGreaterThan(Duration.ofMillis(600));
  }

  @Test
  void handlerAndWorkersSendOneStatusBetweenThem() throws Exception {
    Job job = job(7, Scene.CHAT, "en");
    scene.insert(job);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  ((JobMessages) desk()).accepted(job);
                  desk().started(job);
                } catch (InterruptedException _) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(scene.telegram.messages()).hasSize(1);
  }

  @Test
  void aStatusThatItsReaderDeletedIsNotSentAgain() throws Exception {
    Job job = accepted(1, "en");
    scene.telegram.delete(1001);
    started(job);
    scene.pass(Duration.ofSeconds(3));
    look();
    await().until(() -> scene.telegram.calls("editMessageText").size() == 1);
    scene.pass(Duration.ofSeconds(3));
    desk().progress(job, 0.5);
    look();
    assertThat(texts()).isEmpty();
    desk().deliver(job, transcript("Hello."));
    assertThat(texts()).containsExactly("Hello.");
  }

  @Test
  void aRestartGoesOnWithTheSameStatus() throws Exception {
    Job job = accepted(1, "en");
    scene.restart();
    started(job);
    awaitTexts("Listening…");
    assertThat(scene.telegram.calls("sendMessage")).hasSize(1);
  }

  @Test
  void whatIsHeardIsPreviewedAndGivesWayToTheAnswer() throws Exception {
    Job job = accepted(1, "en");
    started(job);
    desk().progress(job, 0.5);
    desk().heard(job, "The first part.");
    scene.pass(Duration.ofSeconds(3));
    look();
    await().until(() -> scene.telegram.calls("sendMessageDraft").size() == 1);
    JsonNode draft = scene.telegram.calls("sendMessageDraft").getFirst().body();
    assertThat(draft.path("text").asText()).isEqualTo("The first part.");
    assertThat(draft.path("draft_id").asInt()).isNotZero();
    scene.pass(Duration.ofSeconds(3));
    awaitTexts("Listening… 50 %");
    desk().deliver(job, transcript("The first part. The second."));
    // A preview fades when a message follows; an edit would leave it.
    assertThat(texts()).containsExactly("The first part. The second.");
    assertThat(scene.telegram.calls("sendMessage")).hasSize(2);
  }

  @Test
  void aPreviewIsShownAgainBeforeItFades() throws Exception {
    Job job = accepted(1, "en");
    desk().heard(job, "The first part.");
    for (int i = 1; i <= 2; i++) {
      scene.pass(Duration.ofSeconds(20));
      int shown = i;
      await()
          .until(() -> {
            look();
            return scene.telegram.calls("sendMessageDraft").size() == shown;
          });
    }
  }

  @Test
  void aServerWithoutPreviewsShowsTheTextInTheStatus() throws Exception {
    scene.telegram.next("sendMessageDraft", 404, "Not Found");
    Job job = accepted(1, "en");
    started(job);
    desk().progress(job, 0.5);
    desk().heard(job, "The first part.");
    scene.pass(Duration.ofSeconds(3));
    awaitTexts("Listening… 50 %\n\nThe first part.");
    desk().deliver(job, transcript("The first part. The second."));
    assertThat(texts()).containsExactly("The first part. The second.");
    assertThat(scene.telegram.calls("sendMessageDraft")).hasSize(1);
    assertThat(scene.telegram.calls("sendMessage")).hasSize(1);
  }

  private JobDesk desk() {
    return scene.conversation.jobDesk();
  }

  private void started(Job job) throws InterruptedException {
    state(job, "running");
    desk().started(job);
  }

  private void look() {
    assertThat(scene.conversation.refreshStatuses()).isPositive();
  }

  private void awaitTexts(String... expected) {
    await()
        .untilAsserted(() -> {
          look();
          assertThat(texts()).containsExactly(expected);
        });
  }

  private List<String> texts() {
    return List.copyOf(scene.telegram.messages().values());
  }

  private Job accepted(int update, String language) throws InterruptedException {
    assertThat(scene.conversation.handle(scene.voice(update, language, 5, Duration.ofMinutes(1))))
        .isZero();
    return job(update, Scene.CHAT, language);
  }

  private Job job(int id, ChatRef chat, String language) {
    return new Job(
        id,
        chat,
        id + 500,
        1L,
        language,
        Scene.voice(Integer.toString(id)).lasting(Duration.ofMinutes(1)),
        JobState.RUNNING,
        1,
        scene.now().toEpochMilli(),
        scene.now().toEpochMilli());
  }

  private void state(Job job, String state) {
    int _ =
        scene.database.transaction(
            "test", h -> h.execute("update jobs set state = ? where id = ?", state, job.id()));
  }

  private static Transcript transcript(String text) {
    return new Transcript(
        new EngineName("whisper", "base"), "en", text, List.of(), Duration.ofMinutes(1));
  }
}
