package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.World;

/// The bot in a group: who may tell it what, and who may press what.
@Tag("system")
final class GroupStoryTest {
  private static final String ONLY_ADMINISTRATORS =
      "Only administrators of this group may change its settings.";

  @TempDir private Path folder;

  @Test
  void anAdministratorHasEveryRecordingTakenAndKeepsTheButtons() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startBot();
      World world = scene.sandbox.world();
      User member = world.addUser("Carol", "en");
      Chat group = world.groups().create(Chat.Type.SUPERGROUP, "Team", scene.alice, member);
      world.groups().add(group, scene.alice, world.bot(Stage.BOT_ID));
      await(scene, group, "Hello! Reply with /transcribe");
      scene.sandbox.speech().answerWith("Said in the team.");

      // On request at first: nobody asked.
      speak(world, group, member, "one");
      Message _ = world.sendText(group, member, "/settings");
      await(scene, group, ONLY_ADMINISTRATORS);
      assertThat(scene.sandbox.speech().requests()).isEmpty();

      Message _ = world.sendText(group, scene.alice, "/settings");
      Message menu = await(scene, group, "Settings\n");
      assertThat(menu.text()).contains("In this group: on request");
      assertThat(press(scene, member, menu, "In this group")).isEqualTo(ONLY_ADMINISTRATORS);
      choose(scene, menu, "In this group", "every recording");
      choose(scene, menu, "Buttons work for", "administrators");
      assertThat(again(world, menu).text())
          .contains("In this group: every recording", "Buttons work for: administrators");

      speak(world, group, member, "two");
      Message text = await(scene, group, "Said in the team.");
      assertThat(scene.sandbox.speech().requests()).hasSize(1);
      // Whose the recording is does not matter now.
      assertThat(press(scene, member, text, "Export")).isEqualTo("You may not use these buttons.");
      assertThat(press(scene, scene.alice, text, "Export")).isEmpty();
      scene.awaitUntil(
          "the formats", () -> again(world, text).buttons().toString().contains("ex:pdf:"));
    }
  }

  private static void speak(World world, Chat group, User who, String content) {
    Message _ =
        world.sendVoice(group, who, ("OggS " + content).getBytes(StandardCharsets.UTF_8), 3);
  }

  /// The administrator opens an item of the settings and chooses.
  private static void choose(Scene scene, Message menu, String item, String value) {
    World world = scene.sandbox.world();
    assertThat(press(scene, scene.alice, menu, item)).isEmpty();
    scene.awaitUntil(
        "the values of " + item, () -> again(world, menu).buttons().toString().contains(value));
    assertThat(press(scene, scene.alice, again(world, menu), value)).isEqualTo("Saved.");
    scene.awaitUntil(
        item + " to be shown", () -> again(world, menu).text().contains(item + ": " + value));
  }

  /// @return what the person who pressed is told
  private static String press(Scene scene, User who, Message message, String label) {
    World world = scene.sandbox.world();
    String press = world.press(who, message, again(world, message).labelled(label));
    scene.awaitUntil("the answer to the press", () -> world.answerTo(press).isPresent());
    return world.answerTo(press).orElseThrow().text();
  }

  /// The message as it is now.
  private static Message again(World world, Message message) {
    return world.messages(message.chat()).stream()
        .filter(m -> m.id() == message.id())
        .findFirst()
        .orElseThrow();
  }

  /// Waits for a message of the bot that begins so.
  private static Message await(Scene scene, Chat group, String beginning) {
    World world = scene.sandbox.world();
    scene.awaitUntil(
        beginning,
        () -> world.botMessages(group).stream().anyMatch(m -> m.text().startsWith(beginning)));
    return world.botMessages(group).stream()
        .filter(m -> m.text().startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }
}
