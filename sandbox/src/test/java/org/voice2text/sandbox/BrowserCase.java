package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;
import org.voice2text.sandbox.browser.ChatPage;
import org.voice2text.sandbox.browser.Chromium;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;

/// The page of the web chat in a real browser, with a bot that does as the test says.
abstract class BrowserCase {
  SandboxServer sandbox = Sandbox.start(0);
  final TestBot bot = new TestBot(sandbox);
  final User alice = sandbox.world().alice();
  Chromium browser;
  ChatPage page;

  @TempDir Path folder;

  @BeforeEach
  void open() {
    browser =
        Chromium.start(
            folder, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream");
    page = new ChatPage(browser);
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    bot.close();
    sandbox.close();
  }

  final void openWithBot() throws Exception {
    bot.call("getMe", "{}");
    page.open(sandbox.uri());
    browser.await("#text");
  }

  /// What every visit has to keep to.
  final void assertQuiet() {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .extracting(URI::getAuthority)
        .containsOnly(sandbox.uri().getAuthority());
  }

  final JsonNode tell(String method, String params) throws Exception {
    return bot.call(method, params.replace("ALICE", Long.toString(alice.id()))).result();
  }

  final JsonNode lastUpdate() throws Exception {
    return bot.call("getUpdates", "{'timeout':5,'offset':-1}").result().path(0);
  }

  final Message last() {
    return sandbox.world().messages(sandbox.world().privateChat(TestBot.ID, alice)).getLast();
  }

  final WebElement active() {
    return browser.driver().switchTo().activeElement();
  }
}
