package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
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
import org.voice2text.bot.telegram.Incoming.Standing;
import org.voice2text.bot.telegram.MediaFile;
import org.voice2text.bot.telegram.Sender;
import org.voice2text.model.event.MediaType;

@Timeout(60)
@Tag("slow")
class GroupsTest {
  private static final long MEMBER = 5;
  private static final long ADMINISTRATOR = 6;
  private static final String HELLO =
      "Hello! Reply with /transcribe to a voice message and I turn it into text. With /settings an administrator can have me take every recording.";

  private static final String PRIVACY_MODE =
      "In this group I see only commands and replies to me, because privacy mode is on. To take every recording I must be an administrator here, or my owner turns privacy mode off with @BotFather and adds me again.";

  private static final String NOT_YOURS =
      "Only the person who asked for this can do that; in a group, its administrators can, too.";

  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(folder, 5);
    scene.telegram.promote(ADMINISTRATOR);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aRecordingInAGroupIsLeftAlone() throws Exception {
    scene.conversation.handle(scene.inGroup(1, MEMBER, null, new Incoming.Media(Scene.voice("1"))));
    assertThat(scene.telegram.calls("sendMessage")).isEmpty();
    assertThat(scene.count("select count(*) from jobs")).isZero();
    assertThat(scene.count("select count(*) from users")).isZero();
    assertThat(scene.events()).isEmpty();
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void administratorsMayGiveUpWhatOthersAskedFor() throws Exception {
    scene.conversation.handle(
        scene.inGroup(
            1, MEMBER, new Incoming.Replied(77, false, Scene.voice("1")), command("transcribe")));
    scene.conversation.handle(scene.press(2, Scene.GROUP, 7, 1001, "cancel:1"));
    assertThat(scene.notice()).isEqualTo(NOT_YOURS);
    assertThat(scene.count("select count(*) from jobs where state = 'queued'")).isOne();

    scene.conversation.handle(scene.press(3, Scene.GROUP, ADMINISTRATOR, 1001, "cancel:1"));
    assertThat(scene.notice()).isEqualTo("Cancelled.");
    assertThat(scene.count("select count(*) from jobs where state = 'cancelled'")).isOne();
  }

  @Test
  void transcribeTakesTheRecordingThatItAnswers() throws Exception {
    scene.conversation.handle(
        scene.inGroup(
            1, MEMBER, new Incoming.Replied(77, false, Scene.voice("1")), command("transcribe")));
    assertThat(
            scene.count(
                "select count(*) from jobs where file_unique_id = 'U1' and message_id = 77"))
        .isOne();
    assertThat(
            scene
                .telegram
                .calls("sendMessage")
                .getFirst()
                .body()
                .at("/reply_parameters/message_id"))
        .hasToString("77");
  }

  @Test
  void transcribeWithoutARecordingTellsHow() throws Exception {
    scene.conversation.handle(scene.inGroup(1, MEMBER, null, command("transcribe")));
    scene.conversation.handle(
        scene.inGroup(2, MEMBER, new Incoming.Replied(77, false, null), command("transcribe")));
    assertThat(scene.telegram.messages().values())
        .hasSize(2)
        .containsOnly(
            "Reply with /transcribe to a voice message, an audio file or a video, and I turn it into text.");
  }

  @ParameterizedTest
  @CsvSource({"otherbot,0", "ourbot,1", "'',1"})
  void aCommandForAnotherBotIsLeftAlone(String addressee, int answers) throws Exception {
    scene.conversation.handle(
        scene.inGroup(1, MEMBER, null, new Incoming.Command("start", addressee, "")));
    assertThat(scene.telegram.calls("sendMessage")).hasSize(answers);
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void anUnknownCommandInAGroupIsAnothersAffair() throws Exception {
    scene.conversation.handle(scene.inGroup(1, MEMBER, null, command("play")));
    assertThat(scene.telegram.calls("sendMessage")).isEmpty();
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void anAdministratorSetsTheGroupToTakeEveryRecording() throws Exception {
    scene.conversation.handle(scene.inGroup(1, ADMINISTRATOR, null, command("settings")));
    int menu = scene.telegram.messages().keySet().iterator().next();
    scene.conversation.handle(
        scene.press(2, Scene.GROUP, ADMINISTRATOR, menu, "set:groups:automatic"));
    assertThat(scene.notice()).isEqualTo("Saved.");
    assertThat(scene.telegram.messages().get(menu)).contains("In this group: every recording");

    scene.conversation.handle(scene.inGroup(3, MEMBER, null, new Incoming.Media(Scene.voice("1"))));
    assertThat(scene.count("select count(*) from jobs")).isOne();
  }

  @ParameterizedTest
  @CsvSource({"false,false,true", "true,false,false", "false,true,false"})
  void tellsOfPrivacyModeWhenEveryRecordingIsToBeTaken(
      boolean readsGroups, boolean administrator, boolean told) throws Exception {
    if (readsGroups) {
      scene.telegram.readsGroups();
    }
    if (administrator) {
      scene.telegram.promote(FakeTelegram.BOT);
    }
    scene.conversation.handle(scene.inGroup(1, ADMINISTRATOR, null, command("settings")));
    assertThat(scene.telegram.messages().get(1001)).doesNotContain("privacy mode");
    scene.conversation.handle(
        scene.press(2, Scene.GROUP, ADMINISTRATOR, 1001, "set:groups:automatic"));
    assertThat(scene.telegram.messages().get(1001).endsWith("\n\n" + PRIVACY_MODE)).isEqualTo(told);
  }

  @Test
  void aMemberMayNotChangeAGroupsSettings() throws Exception {
    scene.conversation.handle(scene.inGroup(1, MEMBER, null, command("settings")));
    assertThat(scene.telegram.messages().values())
        .containsExactly("Only administrators of this group may change its settings.");

    scene.conversation.handle(scene.inGroup(2, ADMINISTRATOR, null, command("settings")));
    scene.conversation.handle(scene.press(3, Scene.GROUP, MEMBER, 1002, "set:groups:automatic"));
    assertThat(scene.notice())
        .isEqualTo("Only administrators of this group may change its settings.");
    assertThat(scene.count("select count(*) from chat_settings")).isZero();
  }

  @Test
  void aDismissedAdministratorSoonMayNotEither() throws Exception {
    scene.conversation.handle(scene.inGroup(1, ADMINISTRATOR, null, command("settings")));
    scene.telegram.dismiss(ADMINISTRATOR);
    scene.pass(Duration.ofMinutes(2));
    scene.conversation.handle(
        scene.press(2, Scene.GROUP, ADMINISTRATOR, 1001, "set:groups:automatic"));
    assertThat(scene.count("select count(*) from chat_settings")).isZero();
  }

  @Test
  void anAdministratorInTheNameOfTheGroupMayOpenTheSettings() throws Exception {
    scene.conversation.handle(scene.inGroup(1, 0, null, command("settings")));
    assertThat(scene.telegram.messages().values().iterator().next()).startsWith("Settings\n");
  }

  @Test
  void greetsAGroupAndTellsOfPrivacyMode() throws Exception {
    scene.conversation.handle(membership(1, Scene.GROUP, false, Standing.GONE, Standing.MEMBER));
    assertThat(scene.telegram.messages().values()).containsExactly(HELLO + "\n\n" + PRIVACY_MODE);
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void privacyModeIsNoMatterForAnAdministratorOrABotThatReadsAll() throws Exception {
    scene.conversation.handle(
        membership(1, Scene.GROUP, false, Standing.GONE, Standing.ADMINISTRATOR));
    scene.telegram.readsGroups();
    scene.conversation.handle(membership(2, Scene.GROUP, false, Standing.GONE, Standing.MEMBER));
    assertThat(scene.telegram.messages().values()).containsExactly(HELLO, HELLO);
  }

  @Test
  void theHintGoesOnceItWasFollowed() throws Exception {
    scene.conversation.handle(membership(1, Scene.GROUP, false, Standing.GONE, Standing.MEMBER));
    assertThat(scene.last()).isEqualTo(HELLO + "\n\n" + PRIVACY_MODE);
    scene.telegram.readsGroups();

    scene.conversation.handle(membership(2, Scene.GROUP, false, Standing.MEMBER, Standing.GONE));
    scene.conversation.handle(membership(3, Scene.GROUP, false, Standing.GONE, Standing.MEMBER));

    assertThat(scene.last()).isEqualTo(HELLO);
  }

  @Test
  void isSilentWhenItIsPromotedRemovedOrBlocked() throws Exception {
    scene.conversation.handle(
        membership(1, Scene.GROUP, false, Standing.MEMBER, Standing.ADMINISTRATOR));
    scene.conversation.handle(membership(2, Scene.GROUP, false, Standing.MEMBER, Standing.GONE));
    scene.conversation.handle(membership(3, Scene.CHAT, true, Standing.MEMBER, Standing.GONE));
    assertThat(scene.telegram.calls("sendMessage")).isEmpty();
    assertThat(scene.waiting()).isZero();
  }

  @Test
  void aGroupThatGoesOnUnderAnotherIdKeepsItsSettingsAndJobs() throws Exception {
    scene.conversation.handle(
        scene.press(1, Scene.GROUP, ADMINISTRATOR, 1, "set:groups:automatic"));
    scene.conversation.handle(scene.inGroup(2, MEMBER, null, new Incoming.Media(Scene.voice("1"))));

    scene.conversation.handle(scene.inGroup(3, 0, null, new Incoming.Migrated(-1005)));
    scene.conversation.handle(scene.inGroup(3, 0, null, new Incoming.Migrated(-1005)));

    assertThat(scene.count("select count(*) from jobs where chat_id = -1005")).isOne();
    assertThat(scene.count("select count(*) from chat_settings where chat_id = -1005")).isOne();
    assertThat(scene.waiting()).isZero();
  }

  /// What nobody asked for is refused once in a while only.
  @Test
  void tellsNowAndThenWhyRecordingsThatNobodyAskedAboutAreNotTaken() throws Exception {
    scene.conversation.handle(
        scene.press(1, Scene.GROUP, ADMINISTRATOR, 1, "set:groups:automatic"));
    scene.conversation.handle(scene.inGroup(2, MEMBER, null, empty("1")));
    scene.conversation.handle(scene.inGroup(3, 7, null, empty("2")));
    assertThat(refusals()).isOne();
    assertThat(scene.events().stream().filter("job_refused voice empty"::equals)).hasSize(2);

    scene.conversation.handle(
        scene.inGroup(
            4, MEMBER, new Incoming.Replied(77, false, empty("3").file()), command("transcribe")));
    assertThat(refusals()).isEqualTo(2);

    scene.pass(Duration.ofMinutes(11));
    scene.conversation.handle(scene.inGroup(5, MEMBER, null, empty("4")));
    assertThat(refusals()).isEqualTo(3);
    assertThat(scene.waiting()).isZero();
  }

  private long refusals() {
    return scene.telegram.messages().values().stream()
        .filter("This file is empty. Please send one with sound in it."::equals)
        .count();
  }

  private static Incoming.Media empty(String id) {
    return new Incoming.Media(
        new MediaFile(
            MediaType.VOICE,
            "F" + id,
            "U" + id,
            null,
            "audio/ogg",
            OptionalLong.of(0),
            Duration.ofSeconds(3)));
  }

  private Incoming membership(
      long update, ChatRef chat, boolean isPrivate, Standing before, Standing now) {
    return scene.incoming(
        update, new Incoming.Membership(chat, isPrivate, new Sender(MEMBER, "en"), before, now));
  }

  private static Incoming.Command command(String name) {
    return new Incoming.Command(name, "", "");
  }
}
