package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/// Makes the picture of the README from a run; `make screenshots`.
@Tag("pictures")
final class PicturesTest {
  private static final String SAID =
      "And so, my fellow Americans: ask not what your country can do for you, ask what you can do for your country.";

  @TempDir private Path folder;

  @Test
  void showsAVoiceMessageAndItsTranscript() throws Exception {
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1200,820",
        "--user-data-dir=" + folder.resolve("profile"));
    ChromeDriverService driver =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
            .build();
    try (Scene scene = new Scene(folder.resolve("stage"))) {
      scene.startBot();
      scene.sandbox.speech().answerWith(SAID);
      scene.say("/start");
      scene.awaitUntil("the greeting", () -> scene.answers().size() == 1);
      scene.speak("kennedy", 11);
      scene.awaitAnswer(SAID);
      ChromeDriver browser = new ChromeDriver(driver, options);
      try {
        browser.get(scene.sandbox.uri().toString());
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> browser.findElements(By.cssSelector(".bubble")).size() == 4);
        byte[] picture = browser.getScreenshotAs(OutputType.BYTES);
        assertThat(picture).isNotEmpty();
        Path images = Files.createDirectories(Path.of("../docs/images"));
        Files.write(images.resolve("chat.png"), picture);
      } finally {
        browser.quit();
      }
    }
  }
}
