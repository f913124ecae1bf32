package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.voice2text.bot.billing.Minutes;
import org.voice2text.bot.conversation.DataFlow.Destination;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.Standing;
import org.voice2text.bot.telegram.Sender;
import org.voice2text.bot.telemetry.Series;
import org.voice2text.model.catalogue.LiveMetrics;

@Timeout(60)
@Tag("slow")
class PersonalCommandsTest {
  private static final long ALICE = 4711;
  private static final ChatRef ALICES = new ChatRef(Scene.CHAT.botId(), ALICE, null);

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

  @Test
  void countsWhatAPersonHasUsed() throws Exception {
    long _ = scene.delivered(Scene.CHAT, ALICE, "said", "[]");
    long _ = scene.delivered(Scene.GROUP, 5, "somebody else's", "[]");
    scene.conversation.handle(scene.command(1, "en", "stats"));
    assertThat(scene.last())
        .isEqualTo(
            """
            What you have used in the last 30 days

            Recordings: 1
            Length of all together: 4 s
            Minutes left: 10 min\
            """);
    scene.conversation.handle(scene.inGroup(2, ALICE, null, new Incoming.Command("stats", "", "")));
    assertThat(scene.last()).isEqualTo("Please ask me in our private chat.");
    assertThat(scene.events()).contains("operation_performed stats");

    scene.pass(Duration.ofDays(31));
    scene.conversation.handle(scene.command(3, "en", "stats"));
    assertThat(scene.last()).contains("Recordings: 0\n");
  }

  @Test
  void tellsWhereRecordingsAndTextsGo() throws Exception {
    scene.conversation.handle(scene.command(1, "en", "privacy"));
    assertThat(scene.last())
        .startsWith(
            "What happens to your data\n\nA recording is deleted as soon as it is turned into text.")
        .contains("is kept for 90 days,")
        .contains(
            "\n\nRecordings go to a speech recognition service in the cloud.\n\n/delete_my_data")
        .doesNotContain("rewritten");

    scene.dataFlow = new DataFlow(Destination.HERE, Destination.CLOUD);
    scene.restart();
    scene.conversation.handle(scene.command(2, "en", "privacy"));
    assertThat(scene.last())
        .contains("on the operator's own machines and go nowhere else.")
        .contains("it goes to a language model in the cloud.");
  }

  @Test
  void deletesWhatLeadsToAPersonAndKeepsTheCounts() throws Exception {
    long _ = scene.delivered(Scene.CHAT, ALICE, "said", "[]");
    long _ = scene.delivered(Scene.GROUP, 5, "somebody else's", "[]");
    scene.conversation.handle(scene.voice(1, "en", 1000, Duration.ofSeconds(9)));
    scene.conversation.handle(scene.press(2, Scene.CHAT, ALICE, 5, "buy:m60"));
    scene.conversation.handle(scene.press(3, ALICES, ALICE, 5, "set:speech:de"));
    int events = scene.events().size();
    scene.conversation.handle(scene.command(4, "en", "delete_my_data"));
    int question = scene.telegram.messages().size() + 1000;
    assertThat(scene.telegram.messages().get(question))
        .startsWith("Delete all that is kept of you?\n\nDeleted are your texts");
    assertThat(scene.telegram.buttons(question))
        .containsExactly("Delete>forget:yes", "Keep>forget:no");

    Incoming yes = scene.pressPrivately(5, ALICE, question, "forget:yes");
    scene.conversation.handle(yes);

    assertThat(scene.telegram.messages().get(question))
        .isEqualTo("Done: nothing that leads to you is kept any more.");
    assertThat(scene.count("select count(*) from transcripts")).isOne();
    assertThat(scene.count("select count(*) from jobs")).isOne();
    assertThat(scene.count("select count(*) from invoices")).isZero();
    assertThat(scene.count("select count(*) from private_chats where chat_id = 4711")).isZero();
    assertThat(scene.count("select count(*) from chat_settings where chat_id = 4711")).isZero();
    assertThat(scene.count("select count(*) from users where telegram_id = 4711")).isZero();
    assertThat(scene.count("select count(*) from users")).isEqualTo(2);
    assertThat(scene.events())
        .hasSizeGreaterThan(events)
        .endsWith("operation_performed delete_data");
    assertThat(scene.count("select sum(millis) from ledger_entries")).isZero();

    // As after a kill before it could be shown: nobody is noted again.
    scene.conversation.handle(yes);
    assertThat(scene.count("select count(*) from users")).isEqualTo(2);

    scene.conversation.handle(scene.command(6, "en", "stats"));
    assertThat(scene.last()).contains("Recordings: 0\n");
    assertThat(scene.count("select count(*) from users")).isEqualTo(3);
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void toBeForgottenBringsNoFreeMinutes() throws Exception {
    use(1, Duration.ofMinutes(8));
    scene.conversation.handle(scene.pressPrivately(2, ALICE, 1001, "forget:yes"));
    assertThat(scene.telegram.messages().get(1001))
        .isEqualTo(
            "Done: nothing that leads to you is kept any more. Until midnight a mark stays besides, "
                + "without your Telegram id, so that today's free minutes do not come anew.");
    assertThat(scene.count("select count(*) from forgotten_allowances where person like '%4711%'"))
        .isZero();
    assertThat(scene.count("select count(*) from forgotten_allowances")).isOne();

    // Also when they are forgotten again, before and after they have used more.
    scene.conversation.handle(scene.command(3, "en", "start"));
    scene.conversation.handle(scene.pressPrivately(4, ALICE, 1001, "forget:yes"));
    assertThat(free(5)).isEqualTo("2 min");
    assertThat(scene.count("select count(*) from forgotten_allowances")).isZero();
    use(6, Duration.ofMinutes(1));
    scene.conversation.handle(scene.pressPrivately(7, ALICE, 1001, "forget:yes"));
    assertThat(free(8)).isEqualTo("1 min");
    assertThat(scene.count("select sum(millis) from ledger_entries")).isZero();

    scene.pass(Duration.ofHours(14));
    assertThat(free(9)).isEqualTo("10 min");
  }

  @Test
  void whoComesBackOnAnotherDayHasItsFreeMinutes() throws Exception {
    use(1, Duration.ofMinutes(8));
    scene.conversation.handle(scene.pressPrivately(2, ALICE, 999, "forget:yes"));
    scene.pass(Duration.ofHours(14));
    assertThat(free(3)).isEqualTo("10 min");
    scene.database.<Void>transaction(
        "test",
        h -> {
          Minutes.prune(h, scene.now());
          return null;
        });
    assertThat(scene.count("select count(*) from forgotten_allowances")).isZero();
  }

  /// Has a recording transcribed.
  private void use(long update, Duration time) throws Exception {
    scene.conversation.handle(scene.voice(update, "en", 1000, time));
    become(update, "state = 'delivered'");
    scene.database.<Void>transaction(
        "test",
        h -> {
          h.createQuery("select user_id, id from jobs where update_id = " + update)
              .map((rs, _) -> new long[] {rs.getLong(1), rs.getLong(2)})
              .forEach(ids -> scene.minutes.settle(h, ids[0], ids[1], time));
          return null;
        });
  }

  private String free(long update) throws Exception {
    scene.conversation.handle(scene.command(update, "en", "plans"));
    return scene
        .last()
        .lines()
        .filter(line -> line.startsWith("Free today: "))
        .map(line -> line.substring(12))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void deletesAlsoWhatWasNeverDelivered() throws Exception {
    scene.conversation.handle(scene.voice(1, "en", 1000, Duration.ofSeconds(9)));
    scene.conversation.handle(scene.voice(2, "en", 1000, Duration.ofSeconds(9)));
    scene.conversation.handle(scene.voice(3, "en", 1000, Duration.ofSeconds(9)));
    long later = scene.now().plus(Duration.ofMinutes(10)).toEpochMilli();
    // Telegram did not take the answer for now.
    become(1, "state = 'transcribed', lease_until = " + later);
    // Their bot is not hosted any more.
    become(2, "state = 'transcribed', bot_id = 8");
    become(3, "bot_id = 8");

    scene.conversation.handle(scene.pressPrivately(4, ALICE, 1001, "forget:yes"));

    assertThat(scene.telegram.messages().get(1001)).startsWith("Done: ");
    assertThat(scene.count("select count(*) from jobs")).isZero();
    assertThat(
            scene.count(
                "select coalesce(sum(millis), 0) from ledger_entries where account in ('reserved', 'used')"))
        .isZero();
    assertThat(scene.events().stream().filter("job_cancelled"::equals)).hasSize(3);
    assertThat(scene.waiting()).isZero();
    assertThat(Series.moved(scene.instruments, LiveMetrics.REQUEST_ERRORS)).isEmpty();
  }

  @Test
  void deletesNothingWhileAnAnswerIsOnItsWay() throws Exception {
    scene.conversation.handle(scene.voice(1, "en", 1000, Duration.ofSeconds(9)));
    long soon = scene.now().plusSeconds(6).toEpochMilli();
    become(1, "state = 'transcribed', lease_owner = 'another', lease_until = " + soon);
    scene.conversation.handle(scene.pressPrivately(2, ALICE, 1001, "forget:yes"));
    assertThat(scene.notice())
        .isEqualTo("An answer to you is on its way. Please press again in a minute.");
    assertThat(scene.count("select count(*) from jobs")).isOne();

    scene.pass(Duration.ofMinutes(1));
    scene.conversation.handle(scene.pressPrivately(3, ALICE, 1001, "forget:yes"));
    assertThat(scene.count("select count(*) from jobs")).isZero();
  }

  private void become(long update, String change) {
    int changed =
        scene.database.transaction(
            "test", h -> h.execute("update jobs set " + change + " where update_id = " + update));
    assertThat(changed).isOne();
  }

  @Test
  void whatWasDeletedIsInNoFileOfTheDatabase() throws Exception {
    long _ = scene.delivered(Scene.CHAT, ALICE, "what-was-said ".repeat(2_000), "[]");
    assertThat(filesContain("what-was-said")).isTrue();
    scene.conversation.handle(scene.pressPrivately(1, ALICE, 1001, "forget:yes"));
    assertThat(filesContain("what-was-said")).isFalse();
  }

  private boolean filesContain(String text) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String name : List.of("v.db", "v.db-wal")) {
      all.append(Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1));
    }
    return all.indexOf(text) >= 0;
  }

  @Test
  void whoIsBlockedIsToldThatTheBlockStays() throws Exception {
    scene.conversation.handle(scene.command(1, "en", "start"));
    scene.conversation.handle(scene.owner(2, "block", Long.toString(ALICE)));
    scene.conversation.handle(scene.command(3, "en", "delete_my_data"));
    int question = Collections.max(scene.telegram.messages().keySet());
    assertThat(scene.telegram.messages().get(question))
        .contains("If the operator has blocked you, your Telegram id stays for that alone.");
    scene.conversation.handle(scene.pressPrivately(4, ALICE, question, "forget:yes"));
    assertThat(scene.telegram.messages().get(question))
        .isEqualTo(
            "Done: all that is kept of you is your Telegram id, because the operator has blocked you.");
    assertThat(scene.count("select count(*) from blocks")).isOne();
  }

  @Test
  void deletesNothingWithoutAYesInThePrivateChat() throws Exception {
    long _ = scene.delivered(Scene.CHAT, ALICE, "said", "[]");
    scene.conversation.handle(scene.command(1, "en", "delete_my_data"));
    scene.conversation.handle(scene.pressPrivately(2, ALICE, 1001, "forget:no"));
    assertThat(scene.last()).isEqualTo("Nothing was deleted.");
    scene.conversation.handle(scene.press(3, Scene.GROUP, ALICE, 1001, "forget:yes"));
    assertThat(scene.count("select count(*) from transcripts")).isOne();
    scene.conversation.handle(
        scene.inGroup(4, ALICE, null, new Incoming.Command("delete_my_data", "", "")));
    assertThat(scene.last()).isEqualTo("Please ask me in our private chat.");
  }

  @Test
  void whoBlocksTheBotIsMarkedUntilTheyComeBack() throws Exception {
    scene.conversation.handle(scene.command(1, "en", "start"));
    assertThat(gone()).isZero();
    scene.conversation.handle(scene.incoming(2, membership(Standing.MEMBER, Standing.GONE)));
    assertThat(gone()).isOne();
    scene.conversation.handle(scene.incoming(3, membership(Standing.GONE, Standing.MEMBER)));
    assertThat(gone()).isZero();
    scene.conversation.handle(scene.incoming(4, membership(Standing.MEMBER, Standing.GONE)));
    scene.conversation.handle(scene.command(5, "en", "start"));
    assertThat(gone()).isZero();
    assertThat(scene.count("select count(*) from private_chats")).isOne();
    assertThat(scene.waiting()).isZero();
  }

  private static Incoming.Membership membership(Standing before, Standing now) {
    return new Incoming.Membership(Scene.CHAT, true, new Sender(ALICE, "en"), before, now);
  }

  private int gone() {
    return scene.count("select count(*) from private_chats where gone_at is not null");
  }
}
