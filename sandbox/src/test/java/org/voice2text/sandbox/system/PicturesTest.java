package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.sandbox.browser.Chromium;

/// Makes the picture of the README from a run; `make screenshots`.
@Tag("pictures")
final class PicturesTest {
  private static final String SAID =
      "And so, my fellow Americans: ask not what your country can do for you, ask what you can do for your country.";

  @TempDir private Path folder;

  @Test
  void showsAVoiceMessageAndItsTranscript() throws Exception {
    try (Scene scene = new Scene(folder.resolve("stage"))) {
      scene.startBot();
      scene.sandbox.speech().answerWith(SAID);
      scene.say("/start");
      scene.awaitUntil("the greeting", () -> scene.answers().size() == 1);
      scene.speak("kennedy", 11);
      scene.awaitAnswer(SAID);
      try (Chromium browser = Chromium.start(folder)) {
        browser.size(1200, 820);
        browser.open(scene.sandbox.uri());
        scene.awaitUntil("the chat", () -> browser.all(".bubble").size() == 4);
        byte[] picture = browser.screenshot();
        assertThat(picture).isNotEmpty();
        Path images = Files.createDirectories(Path.of("../docs/images"));
        Files.write(images.resolve("chat.png"), picture);
      }
    }
  }
}
