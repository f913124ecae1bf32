package org.voice2text.sandbox.system;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.sandbox.browser.ChatPage;
import org.voice2text.sandbox.browser.Chromium;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.MediaKind;
import org.voice2text.sandbox.telegram.Upload;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.World;

/// Makes the pictures of the web chat in the README from a run; `make screenshots`.
@Tag("pictures")
final class PicturesTest {
  private static final int RATE = 16_000;
  private static final String SAID =
      "So, about Saturday: we meet at nine at the station, Boris brings the thermos and, um, I think I take the tickets. And somebody has to ask Clara whether she has a second tent, ideally today.";
  private static final String STRUCTURED =
      "# Saturday trip\n- Meeting: **9:00**, at the station\n- Boris: thermos\n- Alice: tickets\n\n# Still open\n- Ask Clara about a second tent";

  @TempDir private Path folder;

  @Test
  void showsALivelyConversation() throws Exception {
    try (Scene scene = new Scene(folder.resolve("stage"))) {
      scene
          .stage
          .with("LLM_BASE_URL", scene.sandbox.speechUrl().toString())
          .with("LLM_MODEL", "pretend-writer");
      scene.sandbox.language().answerWith(STRUCTURED);
      scene.startBot();
      Chat group = people(scene.sandbox.world());
      scene.say("/start");
      scene.awaitUntil("the greeting", () -> scene.answers().size() == 1);
      try (Chromium browser = Chromium.start(folder, "--hide-scrollbars")) {
        browser.size(1280, 820);
        ChatPage page = new ChatPage(browser).open(scene.sandbox.uri());
        page.openChat("Voice2Text");
        talk(scene, page);
        chatter(scene, group);
        browser.await(".badge", "2");
        browser.awaitGone(".toast");
        browser.click("#calls summary", it -> it.getText().contains("Speech"));
        browser.run("document.activeElement.blur()");
        Picture.keep(browser, "chat");
        browser.scheme("dark");
        page.tab("faults");
        browser.click(".switch", "Speech: Slow by 5000 ms");
        browser.await("#rules .round");
        browser.run("document.activeElement.blur()");
        Picture.keep(browser, "chat-dark");
      }
    }
  }

  private static Chat people(World world) {
    User clara = world.addUser("Clara", "en");
    world.addGroup(Chat.Type.SUPERGROUP, "Book club", Stage.BOT_ID, List.of(world.alice(), clara));
    return world.addGroup(
        Chat.Type.SUPERGROUP,
        "Weekend trip",
        Stage.BOT_ID,
        List.of(world.alice(), world.boris(), clara));
  }

  private static void talk(Scene scene, ChatPage page) {
    scene.sandbox.speech().answerWith(SAID);
    scene
        .sandbox
        .world()
        .sendFile(scene.chat(), scene.alice, Upload.of(MediaKind.VOICE, speech(14), 14));
    page.awaitAnswer(SAID);
    page.press("Structured");
    page.awaitButton("✓ Structured");
  }

  private static void chatter(Scene scene, Chat group) {
    World world = scene.sandbox.world();
    world.sendText(group, world.users().getLast(), "I have two tents, no worries");
    world.sendText(group, world.boris(), "Then Saturday it is 🎉");
  }

  /// Noise that is loud and silent in turns, as words are.
  private static byte[] speech(int seconds) {
    Random random = new Random(7);
    int samples = seconds * RATE;
    ByteBuffer wav = ByteBuffer.allocate(44 + samples * 2).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples * 2);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
    wav.putShort((short) 1).putInt(RATE).putInt(RATE * 2).putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples * 2);
    double loudness = 0;
    for (int i = 0; i < samples; i++) {
      if (i % (RATE / 3) == 0) {
        loudness = random.nextDouble() < 0.3 ? 0.05 : Math.pow(0.3 + 0.7 * random.nextDouble(), 2);
      }
      wav.putShort((short) (30_000 * loudness * (random.nextDouble() * 2 - 1)));
    }
    return wav.array();
  }
}
