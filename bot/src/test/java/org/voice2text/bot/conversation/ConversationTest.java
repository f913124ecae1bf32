package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.MediaFile;
import org.voice2text.bot.telegram.Sender;
import org.voice2text.bot.telemetry.Series;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.event.MessageType;

@Timeout(60)
@Tag("slow")
class ConversationTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(folder, 2);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aButtonThatNobodyKnowsSaysSo() throws Exception {
    scene.conversation.handle(
        scene.incoming(
            1, new Incoming.Press(Scene.CHAT, true, 9, new Sender(4711, "en"), "q1", "old:5")));
    assertThat(scene.telegram.calls("answerCallbackQuery").getFirst().body().toString())
        .isEqualTo(
            "{\"callback_query_id\":\"q1\",\"text\":\"This button does not work any more.\",\"method\":\"answercallbackquery\"}");
    assertThat(scene.events())
        .containsExactly("user_registered", "message_received callback", "button_pressed other");
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void greetsInEnglish() throws Exception {
    scene.conversation.handle(scene.command(1, "de", "start"));
    assertThat(scene.telegram.messages().values())
        .containsExactly(
            """
            Voice2Text turns speech into text

            Send me a voice message, an audio file, a video or a video note, and I send back what was said.

            /help tells more.\
            """);
    assertThat(scene.telegram.calls("sendMessage").getFirst().body().path("entities").toString())
        .contains("\"type\":\"bold\"", "\"length\":33");
    assertThat(scene.events())
        .containsExactly(
            "user_registered", "message_received command", "operation_performed start");
    assertThat(scene.waiting()).isZero();
    assertThat(Series.moved(scene.instruments, LiveMetrics.OPERATIONS))
        .isEqualTo(Map.of("{operation_type=\"start\"}", 1.0));
  }

  @Test
  void helpsInRussianAndTellsItsLimits() throws Exception {
    scene.conversation.handle(scene.command(1, "ru", "help"));
    assertThat(scene.telegram.messages().values())
        .containsExactly(
            """
            Что я умею

            Расшифровываю голосовые сообщения, аудиофайлы, видеосообщения, видео и документы со звуком — до 2\u00a0000 МБ и до 1 ч 30 мин.

            Пришлите или перешлите запись мне. Пока она ждёт, я показываю её место в очереди; затем на месте этого сообщения появится текст.

            Длинный текст приходит несколькими сообщениями. В группе ответьте на запись командой /transcribe.

            /start — для чего этот бот
            /help — что я умею
            /settings — языки, первый ответ, группы
            /transcribe — в ответ на запись: превратить её в текст
            /plans — ваши минуты и как получить ещё
            /stats — сколько вы использовали
            /privacy — что хранится и кому передаётся
            /paysupport — вопросы об оплате
            /delete_my_data — удалить всё, что о вас хранится\
            """);
  }

  @Test
  void saysThatItDidNotUnderstand() throws Exception {
    scene.conversation.handle(scene.message(1, "en", MessageType.TEXT, new Incoming.Other()));
    scene.conversation.handle(scene.command(2, "ru", "nonsense"));
    assertThat(scene.telegram.messages().values())
        .containsExactly(
            "I did not understand that. Send me a voice message, an audio file or a video and I turn it into text. /help tells more.",
            "Не понимаю. Пришлите голосовое сообщение, аудиофайл или видео, и я превращу их в текст. Подробнее: /help");
    assertThat(scene.count("select count(*) from users")).isEqualTo(1);
  }

  @Test
  void isSilentInGroupsAndKeepsNothingOfThem() throws Exception {
    Incoming.Message group =
        new Incoming.Message(
            new ChatRef(FakeTelegram.BOT, -42, null),
            false,
            5,
            new Sender(4711, "en"),
            false,
            MessageType.TEXT,
            Duration.ZERO,
            null,
            new Incoming.Other());
    scene.conversation.handle(scene.incoming(1, group));
    scene.conversation.handle(scene.incoming(2, new Incoming.Ignored("no message")));
    assertThat(scene.telegram.calls("sendMessage")).isEmpty();
    assertThat(scene.waiting()).isZero();
    assertThat(scene.events()).isEmpty();
    assertThat(scene.count("select count(*) from users")).isZero();
  }

  @Test
  void showsThePlaceInTheQueueAsAReply() throws Exception {
    scene.conversation.handle(scene.voice(1, "en", 1000, MINUTE));
    scene.conversation.handle(scene.voice(2, "ru", 1000, MINUTE));
    assertThat(scene.telegram.messages().values())
        .containsExactly("Accepted. Place in the queue: 1", "Принято. Место в очереди: 2");
    assertThat(
            scene
                .telegram
                .calls("sendMessage")
                .getFirst()
                .body()
                .path("reply_parameters")
                .path("message_id")
                .asInt())
        .isEqualTo(501);
    assertThat(scene.events())
        .containsExactly(
            "user_registered",
            "job_queued voice",
            "message_received voice",
            "operation_performed transcribe",
            "job_queued voice",
            "message_received voice",
            "operation_performed transcribe");
    assertThat(scene.waiting()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en|0|60|empty|This file is empty. Please send one with sound in it.",
        "ru|0|60|empty|Файл пуст. Пришлите файл, в котором есть звук.",
        "en|2097152001|60|too_large|This file is too large: 2,001 MB. I can take files of up to 2,000 MB.",
        "ru|2097152001|60|too_large|Файл слишком большой: 2\u00a0001 МБ. Я принимаю файлы до 2\u00a0000 МБ.",
        "en|5|5401|too_long|This recording is too long: 1 h 30 min 1 s. I can take recordings of up to 1 h 30 min.",
        "ru|5|5401|too_long|Запись слишком длинная: 1 ч 30 мин 1 с. Я принимаю записи до 1 ч 30 мин.",
      })
  void refusesBeforeItDownloads(
      String language, long bytes, long seconds, String reason, String answer) throws Exception {
    scene.conversation.handle(scene.voice(1, language, bytes, Duration.ofSeconds(seconds)));
    assertThat(scene.telegram.messages().values()).containsExactly(answer);
    assertThat(scene.events())
        .containsExactlyInAnyOrder(
            "user_registered", "job_refused voice " + reason, "message_received voice");
    assertThat(scene.count("select count(*) from jobs")).isZero();
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void aRefusalIsTheUsersOwnInTheLog() throws Exception {
    scene.conversation.handle(scene.voice(1, "en", 0, MINUTE));
    assertThat(
            scene.count(
                "select count(*) from technical_events e join users u on u.id = e.user_id where e.type = 'job_refused'"))
        .isEqualTo(1);
  }

  @Test
  void takesARecordingOfExactlyTheLimits() throws Exception {
    scene.conversation.handle(scene.voice(1, "en", 2_097_152_000L, Duration.ofMinutes(90)));
    assertThat(scene.count("select count(*) from jobs")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en|The queue is full: 2 recordings are waiting already. Please send it again in a few minutes.",
        "ru|Очередь заполнена: уже ждут записи в количестве 2. Пришлите ещё раз через несколько минут.",
      })
  void saysThatTheQueueIsFull(String language, String answer) throws Exception {
    scene.conversation.handle(scene.voice(1, "en", 5, MINUTE));
    scene.conversation.handle(scene.voice(2, "en", 5, MINUTE));
    scene.conversation.handle(scene.voice(3, language, 5, MINUTE));
    assertThat(scene.telegram.messages().values()).hasSize(3).endsWith(answer);
    assertThat(scene.count("select count(*) from jobs")).isEqualTo(2);
    assertThat(scene.events()).contains("job_refused voice queue_full");
    assertThat(scene.waiting()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en|That is quick: 20 recordings of yours within a minute are the most I can take. Please send this one again in 41 s.",
        "ru|Слишком быстро: за минуту я принимаю от вас не больше 20 записей. Пришлите эту ещё раз через 41 с.",
      })
  void saysWhenSomebodyWhoSentManyMaySendTheNext(String language, String answer) throws Exception {
    for (int i = 1; i <= 20; i++) {
      scene.conversation.handle(scene.voice(i, "en", 5, MINUTE));
      int _ =
          scene.database.transaction("test", h -> h.execute("update jobs set state = 'delivered'"));
    }
    scene.pass(Duration.ofMillis(19_500));
    scene.conversation.handle(scene.voice(21, language, 5, MINUTE));
    assertThat(scene.telegram.messages().values()).hasSize(21).endsWith(answer);
    assertThat(scene.events())
        .endsWith("message_received voice", "job_refused voice rate_limited", "rate_limited user");
    assertThat(Series.moved(scene.instruments, LiveMetrics.RATE_LIMIT_HITS))
        .isEqualTo(Map.of("{limit=\"user\"}", 1.0));
    assertThat(scene.waiting()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en|5 of your recordings are waiting already. Please send this one again once one of them is answered.",
        "ru|Уже ждут ваши записи в количестве 5. Пришлите эту ещё раз, когда на одну из них придёт ответ.",
      })
  void saysThatEnoughOfSomebodysRecordingsWait(String language, String answer) throws Exception {
    Scene wide = new Scene(folder.resolve("wide"), 10);
    try (wide) {
      for (int i = 1; i <= 5; i++) {
        wide.conversation.handle(wide.voice(i, "en", 5, MINUTE));
      }
      wide.conversation.handle(wide.voice(6, language, 5, MINUTE));
      assertThat(wide.telegram.messages().values()).hasSize(6).endsWith(answer);
      assertThat(wide.events()).endsWith("job_refused voice rate_limited", "rate_limited user");
      assertThat(wide.count("select count(*) from jobs")).isEqualTo(5);
    }
  }

  /// Its answer is on its way: a status would only come after it.
  @Test
  void aRecordingThatIsKnownGetsNoStatus() throws Exception {
    scene.conversation.handle(scene.voice(1, "en", 5, MINUTE));
    int _ =
        scene.database.transaction(
            "test",
            h ->
                h.execute("update jobs set state = 'delivered'")
                    + h.execute(
                        "insert into transcripts (job_id, provider, text, segments, audio_ms, created_at)"
                            + " values (1, 'whisper', 'Hello.', '[]', 61000, 0)"));
    Incoming again = scene.voice(2, "en", 5, MINUTE);
    Incoming.Message message = (Incoming.Message) again.content();
    MediaFile file = ((Incoming.Media) message.body()).file();
    MediaFile same =
        new MediaFile(file.type(), "F9", "U1", null, file.mimeType(), file.size(), file.duration());
    scene.conversation.handle(scene.message(3, "en", MessageType.VOICE, new Incoming.Media(same)));
    assertThat(scene.telegram.messages()).hasSize(1);
    assertThat(scene.events()).contains("transcript_reused");
    assertThat(scene.count("select count(*) from jobs where state = 'transcribed'")).isEqualTo(1);
  }

  @Test
  void aRepeatedUpdateIsOneJobWithOneStatus() throws Exception {
    Incoming voice = scene.voice(1, "en", 5, MINUTE);
    scene.conversation.handle(voice);
    scene.conversation.handle(voice);
    scene.restart();
    scene.conversation.handle(voice);
    assertThat(scene.count("select count(*) from jobs")).isEqualTo(1);
    assertThat(scene.telegram.messages().values())
        .containsExactly("Accepted. Place in the queue: 1");
    assertThat(Series.moved(scene.instruments, LiveMetrics.MESSAGES_RECEIVED))
        .isEqualTo(Map.of("{message_type=\"voice\"}", 1.0));
  }

  @Test
  void aJobIsAcceptedThoughItsStatusCannotBeShown() throws Exception {
    scene.telegram.next("sendMessage", 403, "Forbidden: bot was blocked by the user");
    scene.conversation.handle(scene.voice(1, "en", 5, MINUTE));
    assertThat(scene.count("select count(*) from jobs where state = 'queued'")).isEqualTo(1);
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void whoHasBlockedTheBotIsNoErrorAndNotWrittenToAgain() throws Exception {
    scene.telegram.next("sendMessage", 403, "Forbidden: bot was blocked by the user");
    scene.conversation.handle(scene.command(1, "en", "start"));
    assertThat(scene.telegram.calls("sendMessage")).hasSize(1);
    assertNoError();
    assertThat(scene.count("select count(*) from private_chats where gone_at is not null")).isOne();

    scene.conversation.handle(scene.command(2, "en", "start"));
    assertThat(scene.telegram.messages()).hasSize(1);
    assertThat(scene.count("select count(*) from private_chats where gone_at is null")).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "400,Bad Request: TOPIC_CLOSED",
    "400,Bad Request: not enough rights to send text messages to the chat",
    "403,Forbidden: bot was kicked from the supergroup chat"
  })
  void whereTheBotMayNotWriteIsNoErrorEither(int code, String description) throws Exception {
    scene.telegram.next("sendMessage", code, description);
    scene.conversation.handle(
        scene.inGroup(1, 5, null, new Incoming.Command("transcribe", "", "")));
    assertThat(scene.telegram.calls("sendMessage")).hasSize(1);
    assertNoError();
  }

  private void assertNoError() {
    assertThat(scene.waiting()).isZero();
    assertThat(scene.events()).contains("message_received command");
    assertThat(scene.events()).noneMatch(event -> event.startsWith("error_occurred"));
    assertThat(Series.moved(scene.instruments, LiveMetrics.REQUEST_ERRORS)).isEmpty();
    assertThat(Series.moved(scene.instruments, LiveMetrics.ERRORS)).isEmpty();
  }

  @Test
  void givesUpAnUpdateThatTelegramDoesNotLetItAnswer() throws Exception {
    scene.telegram.next("sendMessage", 400, "Bad Request: text is too odd");
    scene.conversation.handle(scene.command(1, "en", "start"));
    assertThat(scene.telegram.calls("sendMessage")).hasSize(1);
    assertThat(scene.waiting()).isZero();
    assertThat(scene.events()).contains("error_occurred conversation telegram");
    assertThat(Series.moved(scene.instruments, LiveMetrics.REQUEST_ERRORS))
        .isEqualTo(Map.of("{error_type=\"telegram\"}", 1.0));
    assertThat(Series.moved(scene.instruments, LiveMetrics.ERRORS))
        .isEqualTo(Map.of("{error_type=\"telegram\"}", 1.0));
  }

  /// Seen in the wild: four hours.
  @Test
  void handsAnUpdateBackThatTelegramDoesNotLetItAnswerYet() throws Exception {
    scene.telegram.next("sendMessage", FakeTelegram.tooManyRequests(13_938));
    Incoming start = scene.command(1, "en", "start");
    assertThat(scene.conversation.handle(start)).isEqualTo(Duration.ofSeconds(13_938));
    assertThat(scene.waiting()).isEqualTo(1);
    scene.restart();
    assertThat(scene.conversation.handle(start)).isZero();
    assertThat(scene.telegram.messages()).hasSize(1);
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void givesUpAnUpdateThatCouldNotBeAnsweredForADay() throws Exception {
    scene.telegram.next("sendMessage", FakeTelegram.tooManyRequests(13_938));
    Incoming start = scene.command(1, "en", "start");
    scene.pass(Duration.ofHours(25));
    assertThat(scene.conversation.handle(start)).isZero();
    assertThat(scene.telegram.messages()).isEmpty();
    assertThat(scene.waiting()).isZero();
  }

  /// The reply was sent; what failed is the note of it.
  @Test
  void aFailingDatabaseDoesNotMakeItSayTheSameThreeTimes() throws Exception {
    Incoming start = scene.command(1, "en", "start");
    int _ =
        scene.database.transaction("test", h -> h.execute("alter table users rename to hidden"));
    scene.conversation.handle(start);
    assertThat(scene.telegram.messages()).hasSize(1);
  }
}
