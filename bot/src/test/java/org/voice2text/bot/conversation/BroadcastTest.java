package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.model.event.MessageType;

@Timeout(60)
@Tag("slow")
class BroadcastTest {
  /// Of the preview: the greetings of three people and the owner come before it.
  private static final int PREVIEW = 1005;

  private static final int STATUS = 1006;

  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new Scene(folder, 5);
    for (long person : new long[] {30, 20, Scene.OWNER, 40}) {
      start(person, person);
    }
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private void start(long update, long person) throws Exception {
    scene.conversation.handle(
        scene.privately(
            update, person, null, new Incoming.Command("start", "", ""), MessageType.COMMAND));
  }

  /// As after a kill: what it knows is in the database.
  private BroadcastSender sender() {
    return new BroadcastSender(
        FakeTelegram.BOT,
        scene.database,
        scene.host,
        new BroadcastScreen(scene.database, scene.host),
        scene::now);
  }

  private List<Long> copies() {
    return scene.telegram.calls("copyMessage").stream()
        .map(c -> c.body().path("chat_id").asLong())
        .toList();
  }

  private String status() {
    return scene.telegram.messages().get(STATUS);
  }

  private void offer() throws Exception {
    scene.conversation.handle(scene.owner(1, "broadcast", "Version 2 is here"));
  }

  private void press(long update, String data) throws Exception {
    scene.conversation.handle(scene.pressPrivately(update, Scene.OWNER, STATUS, data));
  }

  @Test
  void showsWhatEverybodyWouldGetBeforeItIsSent() throws Exception {
    offer();
    assertThat(scene.telegram.messages().get(PREVIEW)).isEqualTo("Version 2 is here");
    assertThat(status()).isEqualTo("3 people would get the message above.");
    assertThat(scene.telegram.buttons(STATUS)).containsExactly("Send>bc:go:1", "Cancel>bc:stop:1");
    assertThat(sender().turn()).isEqualTo(Duration.ofSeconds(1));
    press(2, "bc:stop:1");
    assertThat(status()).isEqualTo("Nothing was sent.");
    press(3, "bc:go:1");
    assertThat(sender().turn()).isEqualTo(Duration.ofSeconds(1));
    assertThat(copies()).isEmpty();
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void sendsToEverybodyOnceAndCountsWhoBlockedTheBot() throws Exception {
    offer();
    press(2, "bc:go:1");
    press(3, "bc:go:1");
    assertThat(status())
        .isEqualTo("Sending: 0 of 3\n\nDelivered: 0\nHave blocked me: 0\nFailed: 0");
    assertThat(scene.telegram.buttons(STATUS)).containsExactly("Stop>bc:stop:1");
    scene.pass(Duration.ofSeconds(1));
    start(50, 50);

    BroadcastSender first = sender();
    assertThat(first.turn()).isEqualTo(Duration.ofMillis(50));
    scene.telegram.next("copyMessage", 403, "Forbidden: bot was blocked by the user");
    assertThat(first.turn()).isEqualTo(Duration.ofMillis(50));
    BroadcastSender second = sender();
    assertThat(second.turn()).isEqualTo(Duration.ofMillis(50));
    assertThat(second.turn()).isEqualTo(Duration.ZERO);

    // In the order of their ids; not those who came later, nor the owner.
    assertThat(copies()).containsExactly(20L, 30L, 40L);
    assertThat(scene.telegram.calls("copyMessage").getFirst().body().path("message_id").asInt())
        .isEqualTo(PREVIEW);
    assertThat(status())
        .isEqualTo("Sent to everybody\n\nDelivered: 2\nHave blocked me: 1\nFailed: 0");
    assertThat(scene.telegram.buttons(STATUS)).isEmpty();
    assertThat(scene.count("select chat_id from private_chats where gone_at is not null"))
        .isEqualTo(30);
    assertThat(second.turn()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void leavesOutWhoBlockedTheBotUntilTheyWriteAgain() throws Exception {
    int _ =
        scene.database.transaction(
            "test",
            h -> h.execute("update private_chats set gone_at = 5 where chat_id in (20, 30)"));
    start(31, 30);
    int _ = scene.database.transaction("test", h -> h.execute("insert into blocks values (40, 1)"));
    scene.conversation.handle(scene.owner(1, "broadcast", "Version 2 is here"));
    assertThat(scene.last()).isEqualTo("One person would get the message above.");
  }

  @Test
  void copiesTheMessageThatTheOwnerRepliesTo() throws Exception {
    scene.conversation.handle(
        scene.owner(1, "broadcast", "", new Incoming.Replied(77, false, null)));
    assertThat(scene.telegram.messages().get(PREVIEW)).isEqualTo("[copy of 77]");
    scene.conversation.handle(scene.owner(2, "broadcast", ""));
    assertThat(scene.last()).startsWith("Reply with /broadcast to the message");
  }

  @Test
  void stopsWhenTheOwnerSaysSo() throws Exception {
    offer();
    press(2, "bc:go:1");
    BroadcastSender sender = sender();
    Duration _ = sender.turn();
    press(3, "bc:stop:1");
    assertThat(sender.turn()).isEqualTo(Duration.ofSeconds(1));
    assertThat(copies()).containsExactly(20L);
    assertThat(status()).isEqualTo("Stopped\n\nDelivered: 1\nHave blocked me: 0\nFailed: 0");
  }

  @Test
  void nobodyElsesPressDoesAnything() throws Exception {
    offer();
    scene.conversation.handle(scene.pressPrivately(2, 20, STATUS, "bc:go:1"));
    assertThat(scene.notice()).isEqualTo("This button does not work any more.");
    scene.conversation.handle(scene.press(3, Scene.GROUP, Scene.OWNER, STATUS, "bc:go:1"));
    assertThat(scene.count("select count(*) from broadcasts where state = 'offered'")).isOne();
  }

  @Test
  void endsWhenItsMessageIsGone() throws Exception {
    offer();
    press(2, "bc:go:1");
    scene.telegram.next("copyMessage", 400, "Bad Request: message to copy not found");
    Duration _ = sender().turn();
    assertThat(status()).startsWith("Stopped: the message that was to be sent is gone");
  }

  @Test
  void waitsAsLongAsTelegramAsksAndLosesNobody() throws Exception {
    offer();
    press(2, "bc:go:1");
    BroadcastSender sender = sender();
    for (int i = 0; i < 5; i++) {
      scene.telegram.next("copyMessage", FakeTelegram.tooManyRequests(300));
      assertThat(sender.turn()).isGreaterThan(Duration.ofSeconds(200));
      scene.pass(Duration.ofMinutes(5));
    }
    Duration _ = sender.turn();
    assertThat(scene.count("select delivered from broadcasts")).isOne();
    assertThat(scene.count("select failed from broadcasts")).isZero();
  }

  @Test
  void anOutageOfTelegramLosesNobody() throws Exception {
    offer();
    press(2, "bc:go:1");
    BroadcastSender sender = sender();
    for (int i = 0; i < 30; i++) {
      scene.telegram.next("copyMessage", 502, "Bad Gateway");
    }
    int turns = 0;
    while (sender.turn().equals(Duration.ofSeconds(10))) {
      turns++;
    }
    assertThat(turns).isGreaterThan(3);
    assertThat(scene.count("select delivered from broadcasts")).isOne();
    assertThat(scene.count("select failed from broadcasts")).isZero();
  }

  @Test
  void aCopyThatCouldNotBeRecordedIsNotTakenForOneOfTheNextBroadcast() throws Exception {
    offer();
    press(2, "bc:go:1");
    BroadcastSender sender = sender();
    execute(
        "create trigger broken before update of delivered on broadcasts begin select raise(abort, 'full'); end");
    assertThatThrownBy(sender::turn).isInstanceOf(RuntimeException.class);
    press(3, "bc:stop:1");
    execute("drop trigger broken");
    scene.conversation.handle(scene.owner(4, "broadcast", "Version 3 is here"));
    scene.conversation.handle(scene.pressPrivately(5, Scene.OWNER, lastMessage(), "bc:go:2"));

    Duration _ = sender.turn();

    assertThat(copies()).containsExactly(20L, 20L);
    assertThat(scene.count("select delivered from broadcasts where id = 2")).isOne();
  }

  private void execute(String sql) {
    int _ = scene.database.transaction("test", h -> h.execute(sql));
  }

  private int lastMessage() {
    return Collections.max(scene.telegram.messages().keySet());
  }

  @Test
  void goesOutAtTwentyASecondAtMost() throws Exception {
    offer();
    press(2, "bc:go:1");
    scene.conversation.start(failure -> {});
    await().until(() -> copies().size() == 3);
    List<Long> at = scene.telegram.calls("copyMessage").stream().map(c -> c.at()).toList();
    for (int i = 1; i < at.size(); i++) {
      assertThat(Duration.ofNanos(at.get(i) - at.get(i - 1)))
          .isGreaterThanOrEqualTo(Duration.ofMillis(45));
    }
  }

  @Test
  void waitsForATokenThatWasRevoked() throws Exception {
    offer();
    press(2, "bc:go:1");
    scene.telegram.next("copyMessage", 401, "Unauthorized");
    BroadcastSender sender = sender();
    assertThat(sender.turn()).isEqualTo(Duration.ofSeconds(10));
    Duration _ = sender.turn();
    assertThat(copies()).containsExactly(20L, 20L);
    assertThat(scene.count("select delivered from broadcasts")).isOne();
  }
}
