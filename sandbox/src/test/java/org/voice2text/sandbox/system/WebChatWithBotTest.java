package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.voice2text.sandbox.Recordings;
import org.voice2text.sandbox.browser.ChatPage;
import org.voice2text.sandbox.browser.Chromium;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;

/// A person at the web chat and the real bot, from the microphone to the answer.
@Tag("system")
@Tag("browser")
final class WebChatWithBotTest {
  private static final String SAID =
      "So, hm, Boris brings the cake on Friday and, well, I take care of the music.";

  @TempDir private Path folder;
  private Scene scene;
  private Chromium browser;
  private ChatPage page;

  @BeforeEach
  void begin() throws Exception {
    scene = new Scene(folder.resolve("stage"));
    scene
        .stage
        .with("LLM_BASE_URL", scene.sandbox.speechUrl().toString())
        .with("LLM_MODEL", "pretend-writer")
        .with("SENTRY_DSN", scene.sandbox.sentryDsn())
        .with("SENTRY_TRACES_SAMPLE_RATE", "1");
    scene.sandbox.speech().answerWith(SAID);
    scene.startBot();
    browser =
        Chromium.start(
            folder, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream");
    page = new ChatPage(browser);
    page.open(scene.sandbox.uri());
  }

  @AfterEach
  void end() throws Exception {
    if (browser != null) {
      browser.keep("with-bot");
      browser.close();
    }
    scene.close();
  }

  private void assertQuiet() {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .extracting(URI::getAuthority)
        .containsOnly(scene.sandbox.uri().getAuthority());
  }

  private void record() {
    browser.click("#record");
    browser.await(".rec-time", "0:01");
    browser.click("#send-recording");
  }

  @Test
  void speaksAndPressesEveryButton() throws Exception {
    browser.click("#start");
    browser.await(".bubble:not(.mine) strong", "Voice2Text turns speech into text");
    record();
    page.awaitAnswer(SAID);
    browser.await(".ticks.read");
    for (String mode : new String[] {"Structured", "Polished", "Summary", "Action items"}) {
      scene.sandbox.language().answerWith("This is " + mode + ".");
      page.press(mode);
      page.awaitAnswer("This is " + mode + ".");
      page.awaitButton("✓ " + mode);
    }
    page.press("Original");
    page.awaitAnswer(SAID);
    scene.sandbox.language().answerWith("Also, Boris bringt den Kuchen.");
    page.press("Translate");
    page.press("Deutsch");
    page.awaitAnswer("Also, Boris bringt den Kuchen.");
    page.press("Options");
    page.press("Timecodes");
    page.awaitButton("✓ Timecodes");
    page.press("Done");
    page.press("Original");
    browser.await(".bubble:not(.mine) .text", it -> it.getText().endsWith(SAID));
    for (String format : new String[] {"TXT", "MD", "SRT", "VTT", "DOCX", "PDF"}) {
      page.press("Export");
      page.press(format);
      browser.await(
          ".file-name",
          it -> it.getText().endsWith("." + format.toLowerCase(java.util.Locale.ROOT)));
    }
    page.press("Other language");
    scene.sandbox.speech().answerWith("Борис принесёт торт.");
    page.press("Russian");
    page.awaitAnswer("Борис принесёт торт.");
    page.tab("sentry");
    browser.await("#sentry summary", it -> it.getText().contains("transcribe"));
    assertQuiet();
  }

  @Test
  void cancelsPaysSettlesAndBlocks() throws Exception {
    page.say("/start");
    page.tab("faults");
    scene.sandbox.faults().add(Target.SPEECH, new Fault.Hang());
    browser.await("#rules li", it -> it.getText().startsWith("Speech: Hangs"));
    page.attach(Files.write(folder.resolve("note.wav"), Recordings.wav(2)), "voice", "");
    page.press("Cancel");
    page.awaitAnswer("Cancelled.");
    browser.click("#faults-off");

    page.say("/plans");
    page.press("60 minutes — 75 ⭐");
    page.press("Pay ⭐️75");
    browser.click("dialog .primary");
    browser.await(".pay-status", "Paid. Thank you!");
    browser.click("dialog .form-foot button", "Close");
    page.awaitAnswer("Thank you! You have got: 60 minutes.");
    page.awaitButton("Paid");

    page.say("/settings");
    page.press("Language of the buttons");
    page.press("Русский");
    browser.await(".bubble:not(.mine) strong", "Настройки");
    page.choose("Настройки", "Delete");
    browser.await("#messages");
    ChatPage.await(
        "the deletion",
        () -> browser.all(".bubble").stream().noneMatch(it -> it.getText().contains("Настройки")));

    browser.click("#info");
    browser.click("#block");
    browser.click("#unblock");
    page.say("/help");
    browser.await(".bubble:not(.mine) strong", "Что я умею");
    assertQuiet();
  }

  @Test
  void answersInAGroupWhereItIsAsked() throws Exception {
    Chat group =
        scene
            .sandbox
            .world()
            .addGroup(
                Chat.Type.SUPERGROUP,
                "Party",
                org.voice2text.sandbox.stage.Stage.BOT_ID,
                java.util.List.of(scene.alice, scene.sandbox.world().boris()));
    page.openChat("Party");
    record();
    browser.await(".bubble.mine .voice");
    page.become("Boris");
    browser.await("#messages").sendKeys(Keys.ARROW_UP);
    page.choose("0:0", "Reply");
    page.say("/transcribe");
    page.awaitAnswer(SAID);
    assertThat(browser.text(".bubble:not(.mine):has(.text) .quote"))
        .isEqualTo("Alice\nVoice message");
    Message answer = scene.sandbox.world().messages(group).getLast();
    assertThat(answer.from().isBot()).isTrue();
    assertQuiet();
  }
}
