package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voice2text.bot.rewriting.FakeModel;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.FakeTelegram.Call;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telemetry.Series;
import org.voice2text.bot.transcription.StoredTranscript;
import org.voice2text.model.catalogue.LiveMetrics;

@Timeout(60)
@Tag("slow")
class RewriteButtonsTest {
  private static final long ALICE = 4711;
  private static final long BORIS = 4712;
  private static final String TIMES =
      "[{\"start\": 0, \"end\": 1500, \"text\": \"Hello there.\"}, {\"start\": 65000, \"end\": 67000, \"text\": \"Goodbye.\"}]";

  @TempDir private Path folder;
  private final FakeModel model = new FakeModel();
  private Scene scene;
  private long updates;

  @BeforeEach
  void open() {
    scene = new Scene(folder, 5, model.config());
  }

  @AfterEach
  void close() {
    scene.close();
    model.close();
  }

  @Test
  void aSummaryTakesThePlaceOfTheTextAndTheOriginalComesBack() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "Hello there. Goodbye.", "[]");
    assertThat(scene.telegram.buttons(message))
        .containsExactly(
            "Structured>rw:1:st:mn0:ort",
            "Polished>rw:1:po:mn0:ort",
            "Summary>rw:1:su:mn0:ort",
            "Action items>rw:1:ac:mn0:ort",
            "Translate>rw:1:tr:mn0:ort",
            "Options>op:1:or:mn0:ort",
            "Export>export:1:or:mn0:ort",
            "Other language>again:1");
    model.writes(_ -> "# Farewell\n- **Hello** and goodbye");

    press(message, "Summary");

    awaitText(message, "Farewell\n• Hello and goodbye");
    assertThat(scene.notice()).isEqualTo("Working on it…");
    assertThat(
            scene
                .telegram
                .calls("editMessageText")
                .getLast()
                .body()
                .path("entities")
                .findValuesAsText("offset"))
        .containsExactly("0", "11");
    assertThat(scene.telegram.buttons(message))
        .startsWith("Original>or:1:or:mn0:sut", "Structured>rw:1:st:mn0:sut")
        .contains("✓ Summary>rw:1:su:mn0:sut");
    awaitFinished();

    press(message, "Original");

    assertThat(text(message)).isEqualTo("Hello there. Goodbye.");
    assertThat(scene.telegram.buttons(message))
        .doesNotContain("Original>or:1:or:mn0:ort")
        .contains("Summary>rw:1:su:mn0:ort");
    assertThat(scene.telegram.messages()).hasSize(1);
    assertThat(scene.events())
        .containsSubsequence(
            "rewrite_finished summary",
            "button_pressed rewrite",
            "operation_performed rewrite",
            "button_pressed original");
    assertThat(Series.moved(scene.instruments, LiveMetrics.CALLBACK_QUERIES))
        .isEqualTo(Map.of("{action=\"rewrite\"}", 1.0, "{action=\"original\"}", 1.0));
  }

  @Test
  void theSecondTimeItComesFromTheCache() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "Hello there.", "[]");
    model.writes(_ -> "Hi.");
    press(message, "Summary");
    awaitText(message, "Hi.");
    awaitFinished();
    press(message, "Original");

    press(message, "Summary");

    assertThat(text(message)).isEqualTo("Hi.");
    assertThat(model.asked()).hasSize(1);
    assertThat(scene.events())
        .containsSubsequence(
            "operation_performed rewrite",
            "operation_performed rewrite",
            "variant_cache_hit summary");
    assertThat(
            scene.count("select count(*) from technical_events where type = 'variant_cache_hit'"))
        .isOne();
  }

  @Test
  void nobodyWaitsForTheModelButWhoAskedIt() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "Hello there.", "[]");
    model.hold();
    press(message, "Summary");
    assertThat(scene.telegram.buttons(message)).contains("⏳ Summary>rw:1:su:mn0:ort");
    assertThat(text(message)).isEqualTo("Hello there.");

    scene.conversation.handle(scene.command(++updates, "en", "help"));

    assertThat(scene.telegram.messages().values()).anyMatch(t -> t.startsWith("What I can do"));
    assertThat(scene.waiting()).isOne();
    model.release();
    awaitFinished();
  }

  @Test
  void whatWasAskedForLastIsShown() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "Hello there.", "[]");
    model.hold();
    press(message, "Summary");
    pressData(message, "or:1:or:mn0:ort");
    assertThat(scene.telegram.buttons(message)).contains("Summary>rw:1:su:mn0:ort");

    model.release();

    awaitFinished();
    assertThat(text(message)).isEqualTo("Hello there.");
    // It is kept all the same.
    assertThat(scene.count("select count(*) from variants")).isOne();
  }

  @Test
  void pressedTwiceItIsWrittenOnce() throws Exception {
    int message = deliver(Scene.GROUP, ALICE, "Hello there.", "[]");
    model.hold();
    model.writes(_ -> "Hi.");
    handle(scene.press(++updates, Scene.GROUP, ALICE, message, "rw:1:su:mn0:ort"));
    await().until(() -> model.asked().size() == 1);
    handle(scene.press(++updates, Scene.GROUP, BORIS, message, "rw:1:su:mn0:ort"));

    model.release();

    awaitFinished();
    assertThat(text(message)).isEqualTo("Hi.");
    assertThat(model.asked()).hasSize(1);
    assertThat(
            scene.count("select count(*) from technical_events where type = 'variant_cache_hit'"))
        .isOne();
  }

  @ParameterizedTest
  @CsvSource({"en,⚠ Summary failed. Try again", "ru,⚠ Кратко: не получилось. Ещё раз"})
  void aFailureKeepsTheOriginalAndOffersToTryAgain(String language, String retry) throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "Hello there.", "[]", language);
    model.next(401, "");

    pressData(message, "rw:1:su:mn0:ort");

    await().until(() -> scene.telegram.buttons(message).getFirst().startsWith("⚠"));
    awaitFinished();
    assertThat(scene.telegram.buttons(message).getFirst()).isEqualTo(retry + ">rt:1:su:mn0:ort");
    assertThat(text(message)).isEqualTo("Hello there.");
    model.writes(_ -> "Hi.");

    press(message, retry);

    awaitText(message, "Hi.");
    awaitFinished();
    assertThat(scene.telegram.buttons(message)).noneMatch(b -> b.startsWith("⚠"));
    assertThat(Series.moved(scene.instruments, LiveMetrics.CALLBACK_QUERIES))
        .isEqualTo(Map.of("{action=\"rewrite\"}", 1.0, "{action=\"retry\"}", 1.0));
    assertThat(scene.events()).contains("rewrite_finished summary client_error");
  }

  @Test
  void aButtonFromAnotherChatOrBotIsRefused() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "A secret word.", "[]");
    ChatRef otherChat = new ChatRef(FakeTelegram.BOT, 43, null);
    for (String name : List.of("rw:1:su", "or:1:or", "op:1:or", "la:1:or", "kb:1:or", "rt:1:su")) {
      handle(scene.press(++updates, otherChat, BORIS, message, name + ":mn0:ort"));
      assertThat(scene.notice()).isEqualTo("You may not use these buttons.");
    }
    assertThat(model.asked()).isEmpty();
    assertThat(scene.waiting()).isZero();
    assertThat(scene.telegram.messages().values()).containsExactly("A secret word.");
    assertThat(scene.telegram.calls("editMessageText")).isEmpty();
    assertThat(scene.telegram.calls("editMessageReplyMarkup")).isEmpty();
  }

  @Test
  void aGroupDecidesWhoMayPress() throws Exception {
    int message = deliver(Scene.GROUP, ALICE, "Hello there.", "[]");
    int _ =
        scene.database.transaction(
            "test",
            h ->
                h.execute(
                    "insert into chat_settings values (?, ?, 'auto', 'auto', 'original', 'messages', 'automatic', 'asker', 0)",
                    FakeTelegram.BOT,
                    Scene.GROUP.chatId()));
    handle(scene.press(++updates, Scene.GROUP, BORIS, message, "rw:1:su:mn0:ort"));
    assertThat(scene.notice()).isEqualTo("You may not use these buttons.");
    handle(scene.press(++updates, Scene.GROUP, ALICE, message, "rw:1:su:mn0:ort"));
    assertThat(scene.notice()).isEqualTo("Working on it…");
    awaitFinished();
  }

  @Test
  void aTranscriptThatIsGoneOrAButtonThatWasMadeUpSaysSo() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "Hello there.", "[]");
    pressData(message, "rw:2:su:mn0:ort");
    assertThat(scene.notice())
        .isEqualTo("This text is not kept any more. Please send the recording again.");
    for (String data : List.of("rw", "rw:", "rw:1:su:mn0", "rw:1:xx:mn0:ort", "op:1:or:mn0:orx")) {
      pressData(message, data);
      assertThat(scene.notice()).isEqualTo("This button does not work any more.");
    }
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void whatIsMadeOfALongTextComesInAMessageOfItsOwn() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, words(6000), "[]");
    assertThat(scene.telegram.messages()).hasSize(2);
    model.writes(_ -> "In short.");

    press(message, "Summary");

    awaitFinished();
    int summary = Collections.max(scene.telegram.messages().keySet());
    assertThat(text(summary)).isEqualTo("In short.");
    assertThat(
            scene.telegram.calls("sendMessage").getLast().body().at("/reply_parameters/message_id"))
        .hasToString(Integer.toString(message));
    assertThat(scene.telegram.buttons(message)).contains("Summary>rw:1:su:mn0:orp");
    assertThat(scene.telegram.buttons(summary))
        .startsWith("Structured>rw:1:st:mn0:suw")
        .contains("✓ Summary>rw:1:su:mn0:suw");

    model.writes(_ -> "To do.");
    press(summary, "Action items");

    awaitText(summary, "To do.");
    awaitFinished();
    assertThat(scene.telegram.messages()).hasSize(3);
  }

  @Test
  void aLongResultComesInSeveralMessagesOfWhichNoneIsSentTwice() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "Hello there.", "[]");
    String polished = words(9000).strip();
    model.writes(_ -> polished);
    press(message, "Summary");
    awaitFinished();
    List<String> sent = sent();
    assertThat(String.join("", sent)).isEqualTo(polished);
    assertThat(sent).hasSize(3);
    assertThat(scene.telegram.calls("sendMessage").getLast().body().at("/entities/0/type"))
        .hasToString("\"expandable_blockquote\"");
    assertThat(text(message)).isEqualTo("Hello there.");
    assertThat(scene.telegram.buttons(message)).contains("Summary>rw:1:su:mn0:ort");

    // As after a kill between the second and the third part.
    Incoming press = scene.press(++updates, Scene.CHAT, ALICE, message, "rw:1:su:mn0:ort");
    int _ =
        scene.database.transaction(
            "test",
            h ->
                h.execute(
                    "insert into press_parts values (%1$d, %2$d, 1, 7001), (%1$d, %2$d, 2, 7002)"
                        .formatted(FakeTelegram.BOT, updates)));
    handle(press);
    awaitFinished();
    assertThat(sent().subList(3, sent().size())).containsExactly(sent.getLast());
  }

  @Test
  void aVeryLongResultComesAsAFile() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "Hello there.", "[]");
    String polished = words(30_000).strip();
    model.writes(_ -> polished);

    press(message, "Summary");

    awaitFinished();
    assertThat(sent()).isEmpty();
    assertThat(scene.telegram.calls("sendDocument")).hasSize(1);
    assertThat(scene.telegram.calls("sendDocument").getFirst().body().asText())
        .contains(polished, "word0 word1", "rw:1:po:mn0:sup");
    assertThat(text(message)).isEqualTo("Hello there.");
  }

  @Test
  void aKilledProcessAnswersThePressAfterItsRestart() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "Hello there.", "[]");
    model.hold();
    Incoming press = scene.press(++updates, Scene.CHAT, ALICE, message, "rw:1:su:mn0:ort");
    handle(press);
    await().until(() -> model.asked().size() == 1);
    scene.restart();
    assertThat(scene.waiting()).isOne();
    model.release();
    model.writes(_ -> "Hi.");

    handle(press);

    awaitText(message, "Hi.");
    awaitFinished();
    assertThat(scene.events()).contains("rewrite_finished summary");
  }

  @Test
  void aMessageThatItsReaderDeletedIsReplaced() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "Hello there.", "[]");
    model.writes(_ -> "Hi.");
    model.hold();
    press(message, "Summary");
    scene.telegram.delete(message);
    model.release();
    awaitFinished();
    assertThat(scene.telegram.messages().values()).containsExactly("Hi.");
  }

  @Test
  void aTextThatCannotBeShownIsKeptForTheNextPress() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "Hello there.", "[]");
    model.writes(_ -> "Hi.");
    scene.telegram.next("editMessageText", 403, "Forbidden: bot was blocked by the user");
    press(message, "Summary");
    awaitFinished();
    assertThat(text(message)).isEqualTo("Hello there.");

    press(message, "Summary");

    assertThat(text(message)).isEqualTo("Hi.");
    assertThat(model.asked()).hasSize(1);
  }

  /// More failures than one message is patient for.
  private void cannotBeWrittenTo() {
    for (int i = 0; i < 12; i++) {
      scene.telegram.next(
          "editMessageText",
          FakeTelegram.error(502, "Bad Gateway", ", \"parameters\": {\"retry_after\": 1}"));
    }
  }

  @Test
  void aTextIsShownOnceTelegramCanBeReachedAgain() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "Hello there.", "[]");
    model.writes(_ -> "Hi.");
    cannotBeWrittenTo();

    press(message, "Summary");

    await().atMost(Duration.ofSeconds(40)).until(() -> scene.waiting() == 0);
    assertThat(text(message)).isEqualTo("Hi.");
    assertThat(scene.telegram.buttons(message)).noneMatch(b -> b.startsWith("⏳"));
  }

  @Test
  void soIsATextThatWasMadeBefore() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "Hello there.", "[]");
    model.writes(_ -> "Hi.");
    press(message, "Summary");
    awaitText(message, "Hi.");
    awaitFinished();
    press(message, "Original");
    cannotBeWrittenTo();

    press(message, "Summary");

    await().atMost(Duration.ofSeconds(40)).until(() -> scene.waiting() == 0);
    assertThat(text(message)).isEqualTo("Hi.");
    assertThat(model.asked()).hasSize(1);
  }

  @Test
  void translatesIntoTheLanguageOfThePersonOrAnother() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "Guten Tag.", "[]");
    spokenIn("de");
    model.writes(
        a -> a.instructions().contains("Write in English.") ? "Good day." : "Добрый день.");
    press(message, "Translate");
    awaitText(message, "Good day.");
    awaitFinished();
    assertThat(scene.telegram.buttons(message)).contains("✓ Translate>rw:1:tr:mn0en:trt");

    press(message, "Options");
    press(message, "Translate into…");
    assertThat(scene.telegram.buttons(message))
        .contains("✓ English>rw:1:tr:mn0en:trt", "Русский>rw:1:tr:mn0ru:trt")
        .endsWith("Back>kb:1:tr:mn0en:trt");
    press(message, "Русский");
    awaitText(message, "Добрый день.");
    awaitFinished();
  }

  @Test
  void asksIntoWhichLanguageWhenTheTextIsInThePersonsOwn() throws Exception {
    asksIntoWhichLanguage(deliver(Scene.CHAT, ALICE, "Good day.", "[]"), "en");
  }

  @Test
  void asksIntoWhichLanguageWhenTheEngineDoesNotTellWhichTheTextIsIn() throws Exception {
    asksIntoWhichLanguage(deliver(Scene.CHAT, ALICE, "Good day.", "[]"), null);
  }

  private void asksIntoWhichLanguage(int message, String spoken) throws Exception {
    spokenIn(spoken);
    press(message, "Translate");
    assertThat(scene.telegram.buttons(message)).startsWith("English>rw:1:tr:mn0en:ort");
    assertThat(model.asked()).isEmpty();
    press(message, "Back");
    assertThat(scene.telegram.buttons(message)).startsWith("Structured>rw:1:st:mn0:ort");
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void optionsHoldOnceTheyAreApplied() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "Hello there. Goodbye.", TIMES);
    model.writes(a -> a.data().has("segments") ? "[1:05] Goodbye." : "Goodbye.");
    press(message, "Summary");
    awaitText(message, "Goodbye.");
    awaitFinished();
    press(message, "Options");
    press(message, "Short");
    press(message, "Timecodes");
    assertThat(scene.telegram.buttons(message))
        .contains("✓ Short>op:1:su:sn1:sut", "✓ Timecodes>op:1:su:sn1:sut");
    assertThat(model.asked()).hasSize(1);

    press(message, "Done");

    awaitText(message, "[1:05] Goodbye.");
    awaitFinished();
    assertThat(model.asked()).hasSize(2);
    assertThat(Series.moved(scene.instruments, LiveMetrics.CALLBACK_QUERIES))
        .isEqualTo(Map.of("{action=\"rewrite\"}", 2.0, "{action=\"options\"}", 3.0));
  }

  @Test
  void theOriginalCanHaveItsTimes() throws Exception {
    int message = deliver(Scene.CHAT, ALICE, "Hello there. Goodbye.", TIMES);
    press(message, "Options");
    press(message, "Timecodes");
    press(message, "Done");
    assertThat(text(message)).isEqualTo("[0:00] Hello there.\n[1:05] Goodbye.");
    press(message, "Options");
    press(message, "No timecodes");
    press(message, "Done");
    assertThat(text(message)).isEqualTo("Hello there. Goodbye.");
  }

  @Test
  void withoutAModelNothingOfItIsOffered() throws Exception {
    scene.close();
    scene = new Scene(folder.resolve("other"), 5);
    int message = deliver(Scene.CHAT, ALICE, "Hello there.", TIMES);
    assertThat(scene.telegram.buttons(message))
        .containsExactly("Export>export:1:or:mn0:ort", "Other language>again:1");
    pressData(message, "rw:1:su:mn0:ort");
    assertThat(scene.notice()).isEqualTo("This button does not work any more.");
    assertThat(model.asked()).isEmpty();
  }

  @Test
  void aChatCanHaveEveryTranscriptRewritten() throws Exception {
    int _ =
        scene.database.transaction(
            "test",
            h ->
                h.execute(
                    "insert into chat_settings values (?, ?, 'auto', 'auto', 'polished', 'messages', 'on_request', 'everyone', 0)",
                    FakeTelegram.BOT,
                    Scene.CHAT.chatId()));
    model.writes(_ -> "Polished.");
    int message = deliver(Scene.CHAT, ALICE, "Hello there.", "[]");
    awaitText(message, "Polished.");
    press(message, "Original");
    assertThat(text(message)).isEqualTo("Hello there.");
    assertThat(scene.events()).contains("rewrite_finished polished");
  }

  @Test
  void whatAChatWantsOfEveryTranscriptSurvivesTheProcess() throws Exception {
    int _ =
        scene.database.transaction(
            "test",
            h ->
                h.execute(
                    "insert into chat_settings values (?, ?, 'auto', 'auto', 'polished', 'messages', 'on_request', 'everyone', 0)",
                    FakeTelegram.BOT,
                    Scene.CHAT.chatId()));
    model.hold();
    int message = deliver(Scene.CHAT, ALICE, "Hello there.", "[]");
    await().until(() -> model.asked().size() == 1);

    scene.restart();
    model.release();
    model.writes(_ -> "Polished.");
    scene.conversation.start(_ -> {});

    awaitText(message, "Polished.");
    assertThat(scene.telegram.buttons(message)).contains("✓ Polished>rw:1:po:mn0:pot");
    await().until(() -> scene.count("select count(*) from deliveries where part > 1") == 0);
    scene.restart();
    scene.conversation.start(_ -> {});
    press(message, "Original");
    assertThat(text(message)).isEqualTo("Hello there.");
    assertThat(model.asked()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"de,Good day.", "en,Guten Tag.", ",Guten Tag."})
  void everyTranscriptIsTranslatedOnlyWhenItIsKnownToBeInAnotherLanguage(
      String spoken, String shown) throws Exception {
    int _ =
        scene.database.transaction(
            "test",
            h ->
                h.execute(
                    "insert into chat_settings values (?, ?, 'auto', 'auto', 'translate', 'messages', 'on_request', 'everyone', 0)",
                    FakeTelegram.BOT,
                    Scene.CHAT.chatId()));
    model.writes(_ -> "Good day.");
    scene.delivered(Scene.CHAT, ALICE, "Guten Tag.", "[]");
    spokenIn(spoken);
    StoredTranscript stored = scene.queue.stored(1).orElseThrow();

    scene.conversation.jobDesk().deliver(stored.job(), stored.transcript());
    if (shown.equals("Good day.")) {
      awaitText(1001, shown);
    }
    scene.conversation.close();

    assertThat(text(1001)).isEqualTo(shown);
    assertThat(model.asked()).hasSize(shown.equals("Good day.") ? 1 : 0);
  }

  /// @param language null for an engine that does not tell it
  private void spokenIn(String language) {
    int _ =
        scene.database.transaction(
            "test", h -> h.execute("update transcripts set language = ?", language));
  }

  private int deliver(ChatRef chat, long asker, String text, String segments) throws Exception {
    return deliver(chat, asker, text, segments, "en");
  }

  /// @return the message with the buttons
  private int deliver(ChatRef chat, long asker, String text, String segments, String language)
      throws Exception {
    long job = scene.delivered(chat, asker, text, segments);
    int _ =
        scene.database.transaction(
            "test", h -> h.execute("update jobs set language = ?", language));
    StoredTranscript stored = scene.queue.stored(job).orElseThrow();
    scene.conversation.jobDesk().deliver(stored.job(), stored.transcript());
    return Collections.max(scene.telegram.messages().keySet());
  }

  /// Presses the button with this text.
  private void press(int message, String label) throws InterruptedException {
    String data =
        scene.telegram.buttons(message).stream()
            .filter(b -> b.startsWith(label + ">") || b.startsWith("✓ " + label + ">"))
            .map(b -> b.substring(b.indexOf('>') + 1))
            .findFirst()
            .orElseThrow(
                () -> new AssertionError(label + " in " + scene.telegram.buttons(message)));
    pressData(message, data);
  }

  private void pressData(int message, String data) throws InterruptedException {
    handle(scene.press(++updates, Scene.CHAT, ALICE, message, data));
  }

  private void handle(Incoming incoming) throws InterruptedException {
    scene.conversation.handle(incoming);
  }

  private String text(int message) {
    return scene.telegram.messages().get(message);
  }

  private void awaitText(int message, String text) {
    await().untilAsserted(() -> assertThat(text(message)).isEqualTo(text));
  }

  private void awaitFinished() {
    await().until(() -> scene.waiting() == 0);
  }

  private List<String> sent() {
    return new ArrayList<>(
        scene.telegram.calls("sendMessage").stream().skip(1).map(Call::text).toList());
  }

  private static String words(int length) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; out.length() < length; i++) {
      out.append("word").append(i).append(i % 10 == 9 ? ". " : " ");
    }
    return out.toString();
  }
}
