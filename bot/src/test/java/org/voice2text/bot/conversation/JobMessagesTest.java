package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.MediaFile;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.JobState;
import org.voice2text.bot.transcription.Transcript;
import org.voice2text.bot.transcription.engine.EngineName;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.MediaType;

@Timeout(60)
class JobMessagesTest {
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
  void theStatusBecomesTheAnswer() throws Exception {
    Job job = accepted("en");
    scene.conversation.jobDesk().deliver(job, transcript("Hello <b>&amp; *there*."));
    assertThat(scene.telegram.messages().values()).containsExactly("Hello <b>&amp; *there*.");
    assertThat(scene.telegram.calls("editMessageText").getFirst().body().path("entities"))
        .isEmpty();
    assertThat(deliveries()).containsExactly("0:1001", "1:1001");
  }

  @Test
  void aLongAnswerComesInPartsOfWhichEachIsRecorded() throws Exception {
    Job job = accepted("en");
    String text = words(12_000);
    scene.conversation.jobDesk().deliver(job, transcript(text));
    List<String> parts = new ArrayList<>(scene.telegram.messages().values());
    assertThat(parts).hasSize(3).allMatch(p -> p.length() <= 4096);
    assertThat(String.join("", parts)).isEqualTo(text);
    assertThat(deliveries()).containsExactly("0:1001", "1:1001", "2:1002", "3:1003");
  }

  @Test
  void goesOnAfterAKillBetweenTwoParts() throws Exception {
    Job job = accepted("en");
    String text = words(12_000);
    scene.telegram.next("sendMessage", 403, "Forbidden: as if killed here");
    TelegramException e =
        catchThrowableOfType(
            TelegramException.class,
            () -> scene.conversation.jobDesk().deliver(job, transcript(text)));
    assertThat(e.kind()).isEqualTo(TelegramException.Kind.UNREACHABLE);
    assertThat(scene.telegram.messages()).hasSize(1);

    scene.restart();
    scene.conversation.jobDesk().deliver(job, transcript(text));
    assertThat(scene.telegram.messages().values().stream().collect(Collectors.joining()))
        .isEqualTo(text);
    assertThat(scene.telegram.calls("editMessageText")).hasSize(1);
    scene.restart();
    scene.conversation.jobDesk().deliver(job, transcript(text));
    assertThat(scene.telegram.messages()).hasSize(3);
  }

  /// The kill fell between the edit and its record: an edit can be repeated without harm.
  @Test
  void anAnswerOfOnePartArrivesOnceWheneverTheProcessIsKilled() throws Exception {
    Job job = accepted("en");
    scene.conversation.jobDesk().deliver(job, transcript("Hello."));
    int _ =
        scene.database.transaction("test", h -> h.execute("delete from deliveries where part = 1"));
    scene.restart();
    scene.conversation.jobDesk().deliver(job, transcript("Hello."));
    assertThat(scene.telegram.messages().values()).containsExactly("Hello.");
  }

  @Test
  void aStatusThatItsReaderDeletedIsReplacedByAReply() throws Exception {
    Job job = accepted("en");
    scene.telegram.delete(1001);
    scene.conversation.jobDesk().deliver(job, transcript("Hello."));
    assertThat(scene.telegram.messages().values()).containsExactly("Hello.");
    assertThat(
            scene
                .telegram
                .calls("sendMessage")
                .getLast()
                .body()
                .path("reply_parameters")
                .path("message_id")
                .asInt())
        .isEqualTo(501);
    assertThat(deliveries()).containsExactly("0:1001", "1:1002");
  }

  @Test
  void aJobWithoutAStatusGetsItsAnswerAllTheSame() throws Exception {
    scene.telegram.next("sendMessage", 400, "Bad Request: something else");
    Job job = accepted("en");
    scene.conversation.jobDesk().deliver(job, transcript("Hello."));
    assertThat(scene.telegram.messages().values()).containsExactly("Hello.");
  }

  @Test
  void aPartOfWhiteSpaceIsNotSent() throws Exception {
    Job job = accepted("en");
    scene.conversation.jobDesk().deliver(job, transcript("Hello." + " ".repeat(9_000) + "Bye."));
    assertThat(scene.telegram.messages().values())
        .allMatch(p -> !p.isBlank())
        .anyMatch(p -> p.endsWith("Bye."));
  }

  @Test
  void aFewPartsAreFoldedSoThatTheChatStaysReadable() throws Exception {
    Job job = accepted("en");
    scene.conversation.jobDesk().deliver(job, transcript(words(9_000)));
    List<FakeTelegram.Call> calls = new ArrayList<>(scene.telegram.calls("editMessageText"));
    calls.addAll(scene.telegram.calls("sendMessage").subList(1, 3));
    for (FakeTelegram.Call call : calls) {
      JsonNode entity = call.body().path("entities").path(0);
      assertThat(entity.path("type").asText()).isEqualTo("expandable_blockquote");
      assertThat(entity.path("offset").asInt()).isZero();
      assertThat(entity.path("length").asInt()).isEqualTo(call.text().stripTrailing().length());
    }
    assertThat(calls).hasSize(3);
    assertThat(calls.getLast().body().path("reply_markup").isMissingNode()).isFalse();
    assertThat(calls.getFirst().body().path("reply_markup").isMissingNode()).isTrue();
  }

  @Test
  void aVeryLongAnswerIsAFileInsteadOfTheStatus() throws Exception {
    Job job = accepted("en");
    String text = words(30_000);
    scene.conversation.jobDesk().deliver(job, transcript(text));
    assertThat(scene.telegram.messages().values()).containsExactly("[file]");
    String form = scene.telegram.calls("sendDocument").getFirst().body().asText();
    assertThat(form)
        .contains("filename=\"transcript.txt\"", "The whole text is in the file.", text.strip());
    assertThat(deliveries()).containsExactly("0:1001", "1000000:1002");

    scene.restart();
    scene.conversation.jobDesk().deliver(job, transcript(text));
    assertThat(scene.telegram.calls("sendDocument")).hasSize(1);
  }

  @Test
  void whoWantsFilesGetsOneForWhatDoesNotFitAMessage() throws Exception {
    new SettingsStore(scene.database, scene::now)
        .store(Scene.CHAT, ChatSettings.DEFAULT.withFormat(ChatSettings.Format.FILE));
    Job job = accepted("en");
    scene.conversation.jobDesk().deliver(job, transcript(words(4_200)));
    assertThat(scene.telegram.messages().values()).containsExactly("[file]");
  }

  @Test
  void aChatThatTakesNoFilesGetsMessages() throws Exception {
    Job job = accepted("en");
    scene.telegram.next(
        "sendDocument", 400, "Bad Request: not enough rights to send documents to the chat");
    String text = words(30_000);
    scene.conversation.jobDesk().deliver(job, transcript(text));
    assertThat(String.join("", scene.telegram.messages().values())).isEqualTo(text);
  }

  @Test
  void anAnswerFromAClosedTopicComesInTheGeneralOne() throws Exception {
    Job job = inTopic();
    scene.telegram.next("sendMessage", 400, "Bad Request: TOPIC_CLOSED");
    scene.conversation.jobDesk().deliver(job, transcript("Hello."));
    List<FakeTelegram.Call> calls = scene.telegram.calls("sendMessage");
    assertThat(calls.getFirst().body().path("message_thread_id").asInt()).isEqualTo(7);
    assertThat(calls.getLast().body().path("message_thread_id").isMissingNode()).isTrue();
    assertThat(calls.getLast().text()).isEqualTo("Hello.");
  }

  @Test
  void aForumThatIsClosedAltogetherIsTheCallersToHandle() throws Exception {
    Job job = inTopic();
    scene.telegram.next("sendMessage", 400, "Bad Request: TOPIC_CLOSED");
    scene.telegram.next("sendMessage", 400, "Bad Request: TOPIC_CLOSED");
    assertThatThrownBy(() -> scene.conversation.jobDesk().deliver(job, transcript("Hello.")))
        .isInstanceOf(TelegramException.class);
  }

  /// In the supergroup another message may have the status's number.
  @Test
  void aGroupThatMovedGetsItsAnswerAsANewMessageThatAnswersNothing() throws Exception {
    Job job = accepted("en");
    MockResponse moved =
        FakeTelegram.error(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            ", \"parameters\": {\"migrate_to_chat_id\": -100777}");
    scene.telegram.next("editMessageText", moved);
    scene.telegram.next("sendMessage", moved);
    scene.conversation.jobDesk().deliver(job, transcript("Hello."));
    assertThat(scene.telegram.calls("editMessageText")).hasSize(1);
    JsonNode sent = scene.telegram.calls("sendMessage").getLast().body();
    assertThat(sent.path("chat_id").asText()).isEqualTo("-100777");
    assertThat(sent.path("reply_parameters").isMissingNode()).isTrue();
    assertThat(sent.path("text").asText()).isEqualTo("Hello.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en|I hear no speech in this recording.|Other language>again:1",
        "ru|В этой записи не слышно речи.|Другой язык>again:1",
      })
  void tellsSilenceAndOffersAnotherLanguage(String language, String answer, String button)
      throws Exception {
    scene.conversation.jobDesk().deliver(accepted(language), null);
    assertThat(scene.telegram.messages().values()).containsExactly(answer);
    assertThat(scene.telegram.buttons(1001)).containsExactly(button);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DOWNLOAD|en|Telegram did not hand the file out. Please send it again.",
        "DOWNLOAD|ru|Telegram не отдал файл. Пришлите его ещё раз.",
        "TOO_LARGE|en|This file is too large. I can take files of up to 2,000 MB.",
        "TOO_LARGE|ru|Файл слишком большой. Я принимаю файлы до 2\u00a0000 МБ.",
        "TOO_LONG|en|This recording is too long: 1 min. /help tells how long it may be.",
        "TOO_LONG|ru|Запись слишком длинная: 1 мин. Какой она может быть — в /help.",
        "UNDECODABLE|en|I cannot read this file: it is damaged, or there is no sound in it. Please send it in another format, such as MP3, M4A or Ogg.",
        "UNDECODABLE|ru|Не могу прочитать файл: он повреждён или в нём нет звука. Пришлите его в другом формате, например MP3, M4A или Ogg.",
        "NO_FFMPEG|en|I cannot read this format here. A voice message recorded in Telegram works; the operator has been told.",
        "NO_FFMPEG|ru|Этот формат здесь прочитать нельзя. Голосовое сообщение, записанное в Telegram, подойдёт; оператор оповещён.",
        "ENGINES|en|Speech recognition does not work at the moment. Please send it again in a few minutes.",
        "ENGINES|ru|Распознавание речи сейчас не работает. Пришлите запись ещё раз через несколько минут.",
        "INTERNAL|en|Something went wrong on my side. Please send it again; the operator has been told.",
        "INTERNAL|ru|У меня что-то сломалось. Пришлите запись ещё раз; оператор оповещён.",
        "UNDELIVERABLE|en|Something went wrong on my side. Please send it again; the operator has been told.",
      })
  void tellsWhyThereIsNoTranscript(JobFailure failure, String language, String answer)
      throws Exception {
    scene.conversation.jobDesk().failed(accepted(language), failure);
    assertThat(scene.telegram.messages().values()).containsExactly(answer);
  }

  @Test
  void aFailureThatCannotBeToldIsTheCallersToHandle() throws Exception {
    Job job = accepted("en");
    scene.telegram.next("editMessageText", 403, "Forbidden: bot was blocked by the user");
    assertThatThrownBy(() -> scene.conversation.jobDesk().failed(job, JobFailure.INTERNAL))
        .isInstanceOf(TelegramException.class);
    assertThat(scene.telegram.messages().values())
        .containsExactly("Accepted. Place in the queue: 1");
  }

  private Job accepted(String language) throws InterruptedException {
    scene.conversation.handle(scene.voice(1, language, 5, Duration.ofMinutes(1)));
    assertThat(scene.count("select id from jobs")).isEqualTo(1);
    return new Job(
        1,
        Scene.CHAT,
        501,
        1L,
        language,
        new MediaFile(
            MediaType.VOICE,
            "F1",
            "U1",
            null,
            "audio/ogg",
            OptionalLong.of(5),
            Duration.ofMinutes(1)),
        JobState.RUNNING,
        1,
        scene.now().toEpochMilli(),
        scene.now().toEpochMilli());
  }

  /// A job that nobody has been told of.
  private Job inTopic() {
    Job job =
        new Job(
            99,
            new ChatRef(FakeTelegram.BOT, -1005, 7),
            501,
            null,
            "en",
            Scene.voice("9"),
            JobState.RUNNING,
            1,
            0,
            0);
    scene.insert(job);
    return job;
  }

  private static Transcript transcript(String text) {
    return new Transcript(
        new EngineName("whisper", "base"), "en", text, List.of(), Duration.ofMinutes(1));
  }

  private static String words(int length) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; out.length() < length; i++) {
      out.append("word").append(i).append(i % 10 == 9 ? ". " : " ");
    }
    return out.toString();
  }

  private List<String> deliveries() {
    return scene.database.transaction(
        "test",
        h ->
            h.createQuery("select part || ':' || message_id from deliveries order by part")
                .mapTo(String.class)
                .list());
  }
}
