package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Sender;
import org.voice2text.bot.transcription.engine.EngineHealth;
import org.voice2text.bot.transcription.engine.EngineHealth.Circuit;
import org.voice2text.bot.transcription.engine.EngineName;
import org.voice2text.model.event.MessageType;

@Timeout(60)
@Tag("slow")
class OwnerCommandsTest {
  private static final long ALICE = 4711;
  private static final String BLOCKED =
      "The operator of this bot has blocked you. I take nothing from you any more.";

  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(folder, 5, Duration.ofMinutes(10));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "credit", "refund", "answer", "block", "unblock", "broadcast"})
  void existForOwnersOnly(String name) throws Exception {
    Incoming.Command command = new Incoming.Command(name, "", "4711");
    scene.conversation.handle(scene.message(1, "en", MessageType.COMMAND, command));
    assertThat(scene.last()).startsWith("I did not understand that.");

    // Not in a group either, not even for the owner.
    scene.conversation.handle(scene.inGroup(2, ALICE, null, command));
    scene.conversation.handle(scene.inGroup(3, Scene.OWNER, null, command));
    scene.conversation.handle(scene.inGroup(4, 0, null, command));
    assertThat(scene.telegram.messages()).hasSize(1);
    assertThat(scene.count("select count(*) from blocks")).isZero();
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void tellsHowTheBotFares() throws Exception {
    scene.engines =
        List.of(
            new EngineHealth(new EngineName("openai", "m"), true, Circuit.OPEN, "secret"),
            new EngineHealth(new EngineName("whisper", "base"), true, Circuit.CLOSED, "secret"));
    scene.restart();
    scene.conversation.handle(scene.voice(1, "en", 1000, Duration.ofSeconds(9)));
    scene.conversation.handle(scene.owner(2, "admin", ""));
    assertThat(scene.last())
        .isEqualTo(
            """
            How I fare

            Waiting: 1 of 5
            Running: 0 of 2
            Bots that receive: 1 of 1
            Engine openai: left alone for a while after failures
            Engine whisper: ready

            Today
            Transcribed: 0 (0 s)
            Failed: 0
            Cost, as far as it is known: $0.0000
            Errors: 0

            People: 1; today: 1; now: 1\
            """);
    assertThat(scene.events()).endsWith("message_received command", "operation_performed admin");
  }

  @Test
  void aPresentIsGivenOnceHoweverOftenTheUpdateComes() throws Exception {
    scene.conversation.handle(scene.owner(1, "credit", "4711 60"));
    assertThat(scene.last())
        .isEqualTo("I do not know this person: they have to write to me first.");
    scene.conversation.handle(scene.command(2, "en", "start"));

    Incoming credit = scene.owner(3, "credit", "4711 60");
    scene.telegram.next("sendMessage", FakeTelegram.tooManyRequests(300));
    assertThat(scene.conversation.handle(credit)).isPositive();
    scene.restart();
    assertThat(scene.conversation.handle(credit)).isZero();

    assertThat(scene.last()).isEqualTo("Given: 60 min, to 4711.");
    assertThat(scene.waiting()).isZero();
    assertThat(balance("package")).isEqualTo(60 * 60_000);
    scene.conversation.handle(scene.owner(4, "credit", "4711 -5"));
    assertThat(scene.last()).startsWith("Give minutes like this: /credit 123456789 60");
  }

  @Test
  void anOwnerIsNeverRefusedForLackOfMinutes() throws Exception {
    Incoming.Media recording = new Incoming.Media(Scene.voice("a").lasting(Duration.ofMinutes(80)));
    scene.conversation.handle(scene.privately(1, Scene.OWNER, null, recording, MessageType.VOICE));
    assertThat(scene.last()).isEqualTo("Accepted. Place in the queue: 1");
    scene.conversation.handle(scene.owner(2, "plans", ""));
    assertThat(scene.last()).isEqualTo("Your minutes\n\nAs many minutes as you like.");
  }

  @Test
  void whoIsBlockedGetsOneSentenceAndNothingIsTaken() throws Exception {
    scene.conversation.handle(scene.voice(1, "en", 1000, Duration.ofSeconds(9)));
    scene.conversation.handle(scene.owner(2, "block", "4711"));
    assertThat(scene.last()).isEqualTo("Blocked: 4711. I take nothing from this person any more.");
    assertThat(scene.count("select count(*) from jobs where state = 'cancelled'")).isOne();

    scene.conversation.handle(scene.voice(3, "en", 1000, Duration.ofSeconds(9)));
    assertThat(scene.last()).isEqualTo(BLOCKED);
    assertThat(scene.count("select count(*) from jobs")).isOne();
    assertThat(scene.events()).endsWith("message_received voice", "job_refused voice blocked");
    scene.conversation.handle(scene.press(4, Scene.CHAT, ALICE, 5, "again:1"));
    assertThat(scene.notice()).isEqualTo(BLOCKED);
    scene.conversation.handle(
        scene.incoming(5, new Incoming.PreCheckout(new Sender(ALICE, "en"), "p", "XTR", 1, "x")));
    assertThat(
            scene
                .telegram
                .calls("answerPreCheckoutQuery")
                .getLast()
                .body()
                .path("error_message")
                .asText())
        .isEqualTo(BLOCKED);
    scene.conversation.handle(scene.command(6, "en", "privacy"));
    assertThat(scene.last()).startsWith("What happens to your data");

    scene.conversation.handle(scene.owner(7, "unblock", "4711"));
    scene.conversation.handle(scene.owner(8, "unblock", "4711"));
    assertThat(scene.last()).isEqualTo("4711 is not blocked.");
    scene.conversation.handle(scene.voice(9, "en", 1000, Duration.ofSeconds(9)));
    assertThat(scene.last()).isEqualTo("Accepted. Place in the queue: 1");
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void ownersAreNotBlocked() throws Exception {
    scene.conversation.handle(scene.owner(1, "block", "99"));
    assertThat(scene.last())
        .isEqualTo("This is an owner of the bot. Take the id out of OWNER_IDS first.");
    scene.conversation.handle(scene.owner(2, "block", "alice"));
    assertThat(scene.last()).isEqualTo("Shut a person out like this: /block 123456789");
  }

  @Test
  void aPaymentIsGivenBackByTelegramFirst() throws Exception {
    buyAnHour();
    scene.telegram.next("refundStarPayment", 400, "Bad Request: CHARGE_NOT_FOUND");
    scene.conversation.handle(scene.owner(3, "refund", "ch1"));
    assertThat(scene.last())
        .isEqualTo("Telegram refuses: refundStarPayment: 400 Bad Request: CHARGE_NOT_FOUND");
    assertThat(balance("package")).isEqualTo(60 * 60_000);

    scene.conversation.handle(scene.owner(4, "refund", "ch1"));
    assertThat(scene.last()).isEqualTo("Given back: 75 ⭐");
    assertThat(scene.telegram.calls("refundStarPayment").getLast().body().toString())
        .contains("\"user_id\":4711,\"telegram_payment_charge_id\":\"ch1\"");
    assertThat(balance("package")).isZero();
    scene.conversation.handle(scene.owner(5, "refund", "ch1"));
    assertThat(scene.last()).isEqualTo("This payment was given back before.");
    scene.conversation.handle(scene.owner(6, "refund", "nothing"));
    assertThat(scene.last()).isEqualTo("I know no payment with this number.");
    assertThat(scene.telegram.calls("refundStarPayment")).hasSize(2);
  }

  /// Killed between Telegram's yes and our books: the command comes again.
  @Test
  void aRefundThatTelegramHasMadeAlreadyIsBooked() throws Exception {
    buyAnHour();
    scene.telegram.next("refundStarPayment", 400, "Bad Request: CHARGE_ALREADY_REFUNDED");
    scene.conversation.handle(scene.owner(3, "refund", "ch1"));
    assertThat(scene.last()).isEqualTo("Given back: 75 ⭐");
    assertThat(balance("package")).isZero();
    assertThat(scene.count("select count(*) from payments where refunded_at is not null")).isOne();
  }

  @Test
  void thePaymentOfAForgottenPersonIsGivenBackToWhomTheOwnerNames() throws Exception {
    buyAnHour();
    scene.conversation.handle(scene.pressPrivately(3, ALICE, 1, "forget:yes"));
    scene.conversation.handle(scene.owner(4, "refund", "ch1"));
    assertThat(scene.last()).startsWith("The payer had their data deleted.");
    scene.conversation.handle(scene.owner(5, "refund", "ch1 4711"));
    assertThat(scene.last()).isEqualTo("Given back: 75 ⭐");
  }

  private void buyAnHour() throws Exception {
    scene.conversation.handle(scene.press(1, Scene.CHAT, ALICE, 5, "buy:m60"));
    String payload = scene.telegram.calls("sendInvoice").getLast().body().path("payload").asText();
    scene.conversation.handle(
        scene.message(
            2,
            "en",
            MessageType.OTHER,
            new Incoming.Payment("ch1", "XTR", 75, payload, null, false)));
    assertThat(balance("package")).isEqualTo(60 * 60_000);
  }

  private int balance(String account) {
    return scene.count(
        "select coalesce(sum(millis), 0) from balances where account = '" + account + "'");
  }

  @Test
  void everyBotOffersItsCommandsInEachLanguageAndMoreToItsOwners() throws Exception {
    CommandMenus menus =
        new CommandMenus(
            scene.host,
            new Operator(
                Set.of(Scene.OWNER),
                ZoneOffset.UTC,
                Duration.ofDays(1),
                scene.dataFlow,
                () -> null));
    scene.telegram.next("setMyCommands", FakeTelegram.json(200, "{\"ok\":true,\"result\":true}"));
    scene.telegram.next("setMyCommands", 400, "Bad Request: chat not found");

    assertThat(menus.turn()).isEqualTo(Duration.ofMinutes(5));
    assertThat(scene.telegram.calls("setMyCommands")).hasSize(4);
    assertThat(menus.turn()).isEqualTo(Duration.ofDays(1));

    List<FakeTelegram.Call> calls = scene.telegram.calls("setMyCommands");
    assertThat(calls).hasSize(5);
    assertThat(calls)
        .extracting(c ->
            c.body().path("language_code").asText("-")
                + c.body().path("scope").path("chat_id").asText("-")
                + c.body().path("commands").size())
        .containsExactly("--9", "-9916", "ru-9", "ru9916", "-9916");
    assertThat(calls.getFirst().body().at("/commands/0"))
        .hasToString("{\"command\":\"start\",\"description\":\"what this bot is for\"}");
  }
}
